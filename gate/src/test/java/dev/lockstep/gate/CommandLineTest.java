package dev.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad use ends with exit code 2 and one line that says what is wrong. */
final class CommandLineTest {
  private static final int ONE_LINE = 1;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          check --tier fast                    | there is no tier "fast"; there are: quick, ci, nightly
          check --only lock,clock              | there is no primitive "clock"; there are: lock, rlock, condition, semaphore, event
          check --checker luck                 | there is no checker "luck"; there are: contract,
          check --rule LCK-99                  | there is no rule "LCK-99"
          check --twin LCK-99-none             | there is no twin "LCK-99-none"
          check --subject nobody               | There is no subject "nobody"; there are: java.util.concurrent, lockstep
          check --subject-path /no/such.jar    | --subject-path: there is no "/no/such.jar"
          check --seed eleven                  | 'eleven' is not a long
          check --seed                         | Missing required parameter for option '--seed'
          check --budget 30m                   | --budget goes with --tier nightly, not with quick
          check --tier nightly --budget soon   | --budget "soon" is no time
          check --wrong                        | Unknown option: '--wrong'
          check extra                          | Unmatched argument at index 1: 'extra'
          bench --only Lock,Lokc               | --only: there is no "Lokc"; the nearest are: Lock
          bench --only NaN                     | --only: there is no "NaN"; the nearest are:
          bench --quick --full                 | mutually exclusive
          bench --jdk /no/such/jdk             | --jdk: there is no JDK at /no/such/jdk
          bench --from run.json                | --from goes with --report or --publish
          bench --report --only Lock           | --report, --publish and --compare measure nothing
          bench --publish --quick              | --report, --publish and --compare measure nothing
          bench --report --list                | --report, --publish and --compare measure nothing
          bench --continue --quick             | --only, --quick and --full do not go with it
          bench --report --continue            | --report, --publish and --compare measure nothing
          bench --compare a.json b.json --report | --compare goes alone
          bench --compare a.json               | --compare
          bench --wrong                        | Unknown option: '--wrong'
          record                               | Missing required option: '--out=DIR'
          record --out traces --wrong          | Unknown option: '--wrong'
          chek                                 | Unmatched argument at index 0: 'chek'
          """)
  void badUseIsOneLineAndExitCode2(String arguments, String message) {
    assertEquals(Exit.BAD_USE, run(arguments.split(" ", -1)));
    assertTrue(text().contains(message), text());
    assertEquals(ONE_LINE, text().lines().count(), text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "bench", "record"})
  void eachCommandHasHelp(String command) {
    assertEquals(Exit.PASSED, run(command, "--help"));
    assertEquals("", text());
  }

  @Test
  void noCommandIsBadUse() {
    assertEquals(Exit.BAD_USE, run());
    assertTrue(text().contains("a command is missing"), text());
  }

  @Test
  void whatCannotBeWrittenToIsOneLineAndExitCode3(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(Exit.COULD_NOT_RUN, run("check", "--out", file.resolve("below").toString()));
    assertTrue(text().contains("can't write to"), text());
    assertFalse(text().contains("Exception"), text());
    assertEquals(ONE_LINE, text().lines().count(), text());
  }

  @Test
  void aDirectoryBelongsToOneRunAtATime(@TempDir Path directory) throws IOException {
    try (OutputDirectory first = OutputDirectory.open(directory)) {
      assertEquals(directory.toAbsolutePath(), first.path());
      try (OutputDirectory second = OutputDirectory.open(directory)) {
        throw new AssertionError("two runs write to " + second.path());
      } catch (CouldNotRun e) {
        assertTrue(String.valueOf(e.getMessage()).contains("another run"), e.getMessage());
      }
    }
  }

  private int run(String... arguments) {
    PrintStream before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      return Lockstep.run(arguments);
    } finally {
      System.setErr(before);
    }
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
