package dev.lockstep.benchmarks.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * Where a run writes. It belongs to one run at a time and holds nothing of an earlier one, save of
 * one that goes on.
 */
public final class Output implements AutoCloseable {
  /* So that what was measured can still be written when the disk has become full. */
  private static final int RESERVE_BYTES = 8 << 20;

  private final Path path;
  private final FileChannel lock;

  private Output(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes a directory ready.
   *
   * @throws IOException if nothing can be written there, or another run is at work there
   */
  public static Output open(Path directory) throws IOException {
    return open(directory, false);
  }

  /**
   * Makes the directory of an earlier run ready for it to go on: what is there stays.
   *
   * @throws IOException if nothing can be written there, or another run is at work there
   */
  public static Output reopen(Path directory) throws IOException {
    return open(directory, true);
  }

  private static Output open(Path directory, boolean again) throws IOException {
    Path path = directory.toAbsolutePath().normalize();
    Files.createDirectories(path);
    FileChannel lock =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!isMine(lock)) {
        throw new IOException("another run is writing to " + path);
      }
      Output output = new Output(path, lock);
      if (!again) {
        output.clear();
      }
      Files.createDirectories(output.jmh());
      Files.write(output.reserve(), new byte[RESERVE_BYTES]);
      return output;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static boolean isMine(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // of another run in this JVM
    }
  }

  private void clear() throws IOException {
    Files.deleteIfExists(measurements());
    Files.deleteIfExists(log());
    if (Files.isDirectory(jmh())) {
      try (Stream<Path> files = Files.list(jmh())) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Returns the directory itself. */
  public Path path() {
    return path;
  }

  /** Returns the file of what was measured. */
  public Path measurements() {
    return path.resolve("measurements.json");
  }

  /** Returns the file of what JMH and its JVMs say. */
  public Path log() {
    return path.resolve("jmh.log");
  }

  /** Returns the directory of JMH's own results. */
  Path jmh() {
    return path.resolve("jmh");
  }

  private Path reserve() {
    return path.resolve("reserve");
  }

  /** Opens the log, to write on at its end. */
  OutputStream openLog() throws IOException {
    return Files.newOutputStream(log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Writes what was measured until now.
   *
   * @throws IOException if it could not be written; if room was lacking, it was written all the
   *     same, but it can't go on
   */
  void keep(Measurements measurements) throws IOException {
    try {
      replace(measurements);
    } catch (IOException e) {
      if (Files.deleteIfExists(reserve())) {
        replace(measurements);
      }
      throw e;
    }
  }

  /** A reader sees the old or the new one, never half of one. */
  private void replace(Measurements measurements) throws IOException {
    Path draft = path.resolve("measurements.json.new");
    try {
      MeasurementsFile.write(measurements, draft);
      Files.move(
          draft,
          measurements(),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  /**
   * Writes JMH's results of a contest.
   *
   * @param number counts the contests
   * @param id the contest's id
   */
  void keep(int number, String id, Collection<RunResult> results) throws IOException {
    String name = id.replaceAll("[^A-Za-z0-9.=]+", "-");
    Path file = jmh().resolve(String.format(Locale.ROOT, "%03d-%s.json", number, name));
    try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
      if (out.checkError()) {
        throw new IOException("can't write " + file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(reserve());
    lock.close();
  }
}
