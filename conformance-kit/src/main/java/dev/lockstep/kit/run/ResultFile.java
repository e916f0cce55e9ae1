package dev.lockstep.kit.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that a forked JVM tells the gate its results in: a JSON object a line, written out at
 * once, so that a crash shows which check was running.
 */
public final class ResultFile implements AutoCloseable {
  /**
   * A check begins.
   *
   * @param event {@code "started"}
   * @param check its name as in {@link CheckResult#check()}
   */
  public record Started(String event, String check) {}

  /**
   * A check has ended.
   *
   * @param event {@code "finished"}
   * @param result what it found
   */
  public record Finished(String event, CheckResult result) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final OutputStream out;

  /**
   * Opens the file to append to it, and creates it and its directory if there is none.
   *
   * @param path the file
   * @throws IOException if that is impossible
   */
  public ResultFile(Path path) throws IOException {
    this.path = path;
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    this.out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Writes that a check begins.
   *
   * @param check its name
   */
  public void started(String check) {
    write(new Started("started", check));
  }

  /**
   * Writes that a check has ended.
   *
   * @param result what it found
   */
  public void finished(CheckResult result) {
    write(new Finished("finished", result));
  }

  private void write(Object event) {
    try {
      out.write((JSON.writeValueAsString(event) + "\n").getBytes(UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't append to " + path, e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
