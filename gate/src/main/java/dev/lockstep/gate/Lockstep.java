package dev.lockstep.gate;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code ./lockstep}. */
@Command(
    name = "lockstep",
    description = "Checks Lockstep's primitives, or yours, against their numbered rules.",
    subcommands = {CheckCommand.class, RecordCommand.class, BenchCommand.class},
    versionProvider = Lockstep.Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything that was required ran and passed",
      "1:a rule is broken, a twin survived, or something did not run",
      "2:bad use",
      "3:it could not run: the build failed, or nothing can be written",
      "130:interrupted"
    })
public final class Lockstep implements Runnable {
  private Lockstep() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // What is printed is UTF-8, also where the locale is not set.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    System.exit(run(arguments));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  static int run(String... arguments) {
    CommandLine command = new CommandLine(new Lockstep());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpAutoWidth(true);
    return command
        .setParameterExceptionHandler(
            (exception, args) -> {
              return badUse(exception.getCommandLine(), exception.getMessage());
            })
        .setExecutionExceptionHandler(
            (exception, failed, parsed) -> {
              if (exception instanceof BadUse) {
                return badUse(failed, exception.getMessage());
              }
              if (exception instanceof CouldNotRun) {
                failed.getErr().println("lockstep: " + exception.getMessage());
                return Exit.COULD_NOT_RUN;
              }
              failed.getErr().println("lockstep: the gate itself failed:");
              exception.printStackTrace(failed.getErr());
              return Exit.COULD_NOT_RUN;
            })
        .execute(arguments);
  }

  private static int badUse(CommandLine command, @Nullable String message) {
    String line = String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    String help = "./" + command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println("lockstep: " + line + " (see " + help + ")");
    return Exit.BAD_USE;
  }

  @Override
  public void run() {
    throw new BadUse("a command is missing: check, record or bench");
  }

  /** Tells the version that Maven wrote. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Lockstep " + Tools.lockstep()};
    }
  }
}
