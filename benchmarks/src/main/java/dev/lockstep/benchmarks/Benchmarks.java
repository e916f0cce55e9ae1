package dev.lockstep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's command line with one default of our own: what is contended runs with four threads for each
 * core, which JMH's annotations cannot say.
 */
public final class Benchmarks {
  private static final int THREADS_PER_CORE = 4;

  private static final String CONTENDED = "\\.Contended\\.";
  private static final String NOT_CONTENDED = "^(?!.*\\.Contended\\.)";

  private Benchmarks() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments the arguments of JMH
   */
  public static void main(String[] arguments)
      throws IOException, RunnerException, CommandLineOptionException {
    CommandLineOptions options = new CommandLineOptions(arguments);
    if (options.getThreads().hasValue() || onlyAsks(options)) {
      Main.main(arguments);
      return;
    }
    List<RunResult> results = new ArrayList<>();
    results.addAll(run(options, CONTENDED, 1));
    results.addAll(
        run(options, NOT_CONTENDED, THREADS_PER_CORE * Runtime.getRuntime().availableProcessors()));
    if (results.isEmpty()) {
      throw new NoBenchmarksException();
    }
    if (wantsFile(options)) {
      ResultFormatType format = options.getResultFormat().orElse(Defaults.RESULT_FORMAT);
      String file =
          options
              .getResult()
              .orElse(
                  Defaults.RESULT_FILE_PREFIX + "." + format.toString().toLowerCase(Locale.ROOT));
      ResultFormatFactory.getInstance(format, file).writeOut(results);
    }
  }

  private static boolean onlyAsks(CommandLineOptions options) {
    return options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats();
  }

  private static boolean wantsFile(CommandLineOptions options) {
    return options.getResult().hasValue() || options.getResultFormat().hasValue();
  }

  /** Runs what is asked for, save what matches a regular expression. */
  private static List<RunResult> run(CommandLineOptions options, String excluded, int threads)
      throws IOException, RunnerException {
    Path part = Files.createTempFile("lockstep-benchmarks", ".part");
    try {
      ChainedOptionsBuilder builder =
          new OptionsBuilder().parent(options).exclude(excluded).threads(threads);
      options.getExcludes().forEach(builder::exclude);
      if (wantsFile(options)) {
        builder.result(part.toString());
      }
      return List.copyOf(new Runner(builder.build()).run());
    } catch (NoBenchmarksException e) {
      return List.of(); // the other part may have some
    } finally {
      Files.delete(part);
    }
  }
}
