package dev.lockstep.kit.twins;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes broken twins: applies a twin's patch to a copy of the shipped source and compiles it. The
 * classes belong in front of the class path of the JVM that is to run with the bug. It keeps the
 * libraries open until it is closed; opening them is most of the time that a twin takes.
 */
public final class TwinBuild implements AutoCloseable {
  private static final String SOURCES = "src/main/java";

  private final Path root;
  private @Nullable StandardJavaFileManager files;

  /**
   * Creates a build that compiles with this JVM's class path.
   *
   * @param root the root of the project, where the modules' directories are
   */
  public TwinBuild(Path root) {
    this.root = root;
  }

  /**
   * Applies a twin's patch to the source.
   *
   * @param twin the twin
   * @return the text of the patched file; the file itself stays as it is
   * @throws TwinException if the patch fits nowhere, or at more than one place
   */
  public String patch(Twin twin) {
    List<String> shipped = read(twin);
    List<String> before = twin.change().getSource().getLines();
    List<Integer> places = places(shipped, before);
    if (places.size() != 1) {
      throw new TwinException(
          twin,
          "no longer applies: what it replaces is at "
              + places.size()
              + " places of "
              + twin.file()
              + "\n"
              + String.join("\n", before));
    }
    // The place may have moved since the patch was written.
    Patch<String> patch = new Patch<>();
    patch.addDelta(
        new ChangeDelta<>(
            new Chunk<>(places.get(0), before),
            new Chunk<>(places.get(0), twin.change().getTarget().getLines())));
    try {
      return String.join("\n", patch.applyTo(shipped)) + "\n";
    } catch (PatchFailedException e) {
      throw new AssertionError("a patch that fits must apply", e);
    }
  }

  private List<String> read(Twin twin) {
    Path file = root.resolve(twin.file());
    if (!Files.isRegularFile(file)) {
      throw new TwinException(twin, "no longer applies: there is no file " + twin.file());
    }
    try {
      return Files.readAllLines(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    }
  }

  private static List<Integer> places(List<String> text, List<String> part) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i + part.size() <= text.size(); i++) {
      if (text.subList(i, i + part.size()).equals(part)) {
        places.add(i);
      }
    }
    return places;
  }

  /**
   * Builds a twin: compiles the patched file in place of the shipped one, and the whole module with
   * it if the patch changes what other classes see, as a constant that they have copied.
   *
   * @param twin the twin
   * @param output where its classes go; created, and must be empty
   * @throws TwinException if the patch does not apply, or the patched source does not compile
   */
  public synchronized void compile(Twin twin, Path output) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new TwinException(twin, "can't be compiled: this is a JRE, a JDK is needed");
    }
    JavaFileObject patched = new PatchedFile(root.resolve(twin.file()).toUri(), patch(twin));
    try {
      createEmpty(twin, output);
      String errors = compile(compiler, output, List.of(patched));
      if (!errors.isEmpty() || !ClassInterface.areAsShipped(output)) {
        errors = compile(compiler, output, sources(twin, patched, files(compiler)));
      }
      if (!errors.isEmpty()) {
        throw new TwinException(twin, "does not compile:\n" + errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't compile the twin " + twin.name(), e);
    }
  }

  /* Not --release: that opens the platform's signatures anew each time. */
  private String compile(JavaCompiler compiler, Path output, List<JavaFileObject> sources) {
    List<String> options =
        List.of(
            "-source",
            "17",
            "-target",
            "17",
            "-proc:none",
            "-nowarn",
            "-parameters",
            "-g",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            output.toString());
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    boolean compiled =
        compiler.getTask(null, files(compiler), found, options, null, sources).call();
    return compiled ? "" : errors(found);
  }

  private StandardJavaFileManager files(JavaCompiler compiler) {
    StandardJavaFileManager open = files;
    if (open == null) {
      open = compiler.getStandardFileManager(null, Locale.ROOT, UTF_8);
      files = open;
    }
    return open;
  }

  @Override
  public synchronized void close() throws IOException {
    StandardJavaFileManager open = files;
    files = null;
    if (open != null) {
      open.close();
    }
  }

  private static void createEmpty(Twin twin, Path output) throws IOException {
    Files.createDirectories(output);
    try (Stream<Path> content = Files.list(output)) {
      if (content.findAny().isPresent()) {
        throw new TwinException(twin, "can't be compiled into " + output + ": it is not empty");
      }
    }
  }

  private List<JavaFileObject> sources(
      Twin twin, JavaFileObject patched, StandardJavaFileManager files) throws IOException {
    Path file = root.resolve(twin.file());
    Path module = root.resolve(twin.file().substring(0, twin.file().indexOf('/')));
    List<Path> others;
    try (Stream<Path> all = Files.walk(module.resolve(SOURCES))) {
      others =
          all.filter(each -> each.toString().endsWith(".java") && !each.equals(file))
              .filter(each -> !each.endsWith("module-info.java"))
              .sorted()
              .toList();
    }
    return Stream.concat(
            Stream.of(patched),
            StreamSupport.stream(files.getJavaFileObjectsFromPaths(others).spliterator(), false))
        .collect(Collectors.toList());
  }

  private static String errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> String.valueOf(each))
        .collect(Collectors.joining("\n"));
  }

  /** The patched text, which exists only in memory. */
  private static final class PatchedFile extends SimpleJavaFileObject {
    private final String text;

    PatchedFile(URI place, String text) {
      super(place, Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
