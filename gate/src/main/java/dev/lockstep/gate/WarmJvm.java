package dev.lockstep.gate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.kit.run.CheckServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link CheckServer}: a JVM that runs the checks of one plan after the other. */
final class WarmJvm {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ENDED = "";

  private final Process process;
  private final Path errors;
  private final OutputStream requests;
  private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
  private long errorsBefore;
  private @Nullable String twin;
  private boolean worn;

  /**
   * Takes over a process.
   *
   * @param process has been started as a check server; its output is a pipe
   * @param out where what it prints goes that is no reply
   * @param errors the file that its errors go to
   */
  WarmJvm(Process process, Path out, Path errors) throws IOException {
    this.process = process;
    this.errors = errors;
    this.requests = process.getOutputStream();
    PrintStream others = new PrintStream(Files.newOutputStream(out), true, StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> read(others), "replies of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  private void read(PrintStream others) {
    try (others;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(CheckServer.REPLY)) {
          replies.add(line.substring(CheckServer.REPLY.length()));
        } else {
          others.println(line);
        }
      }
    } catch (IOException e) {
      others.println("The pipe broke: " + e);
    }
    replies.add(ENDED);
  }

  /** Returns the process. */
  Process process() {
    return process;
  }

  /** Returns the directory of the twin that it ran last. */
  @Nullable String twin() {
    return twin;
  }

  /** Tells whether it should be replaced. */
  boolean isWorn() {
    return worn || !process.isAlive();
  }

  /** Sends a request; that the process has ended is seen when the reply is waited for. */
  void send(CheckServer.Request request) throws IOException {
    twin = request.twin();
    errorsBefore = Files.size(errors);
    byte[] line = (JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      requests.write(line);
      requests.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  /**
   * Waits for the reply.
   *
   * @param milliseconds how long
   * @return the exit code of the checks, or that of the process if it has ended; null if neither
   *     has come by then
   */
  @Nullable Integer reply(long milliseconds) throws InterruptedException {
    String reply = replies.poll(milliseconds, TimeUnit.MILLISECONDS);
    if (reply == null) {
      return null;
    }
    if (reply.equals(ENDED)) {
      worn = true;
      int code = process.waitFor();
      return code == 0 ? Exit.COULD_NOT_RUN : code; // it has not answered, which is not well
    }
    worn = reply.endsWith(CheckServer.WORN);
    return Integer.valueOf(reply.replace(CheckServer.WORN, ""));
  }

  /** Returns what it wrote to its errors since the last request. */
  String complaint() throws IOException {
    byte[] all = Files.readAllBytes(errors);
    int from = (int) Math.min(errorsBefore, all.length);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }
}
