package dev.lockstep.gate;

import dev.lockstep.kit.run.Parent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A runner that behaves as the system property {@code fake} says. */
public final class FakeRunner {
  private FakeRunner() {}

  /** Writes what a real runner would, and then goes wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (!System.getProperty("fake", "").equals("deaf")) {
      Parent.endWithIt();
    }
    System.out.println(File.createTempFile("fake", null)); // nobody but the gate removes it
    List<String> options = Arrays.asList(arguments);
    Path out = Path.of(options.get(options.indexOf("--out") + 1));
    append(out, "{\"event\":\"started\",\"check\":\"LockChecks.first\"}\n");
    append(
        out,
        "{\"event\":\"finished\",\"result\":{\"primitive\":\"lock\",\"checker\":\"contract\","
            + "\"check\":\"LockChecks.first\",\"rules\":[\"LCK-01\"],\"status\":\"PASSED\","
            + "\"executions\":3,\"seconds\":0.5,\"message\":null}}\n");
    switch (System.getProperty("fake", "")) {
      case "pass" -> System.exit(0);
      case "die" -> {
        append(out, "{\"event\":\"started\",\"check\":\"LockChecks.second\"}\n{\"event\":\"fini");
        System.err.println("something happened");
        Runtime.getRuntime().halt(70);
      }
      case "hang", "deaf" -> {
        append(out, "{\"event\":\"started\",\"check\":\"LockChecks.second\"}\n");
        Thread.currentThread().setName("the-one-that-hangs");
        new CountDownLatch(1).await();
      }
      default -> throw new IllegalArgumentException("no such behaviour");
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
