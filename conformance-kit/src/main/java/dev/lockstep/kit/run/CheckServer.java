package dev.lockstep.kit.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that stays: it does what {@link CheckRunner} or another runner does again and again, for
 * one broken twin after the other or for one set of checks after the other, so that only the first
 * pays for the start of the JVM and of the tools. It reads a {@link Request} a line from its
 * standard input and answers each with a line that begins with {@link #REPLY} on its standard
 * output; it ends with its input.
 *
 * <p>A twin has copies of all of Lockstep's classes under names of its own (see {@link
 * Relocation}), and a thread of its own. What it leaves behind, such as a thread that is parked for
 * ever, can reach nothing of the next twin. If a thread that it left behind is busy, the reply says
 * that this JVM is worn.
 */
public final class CheckServer {
  /** What a reply begins with; the exit code follows, and {@code worn} if it should be replaced. */
  public static final String REPLY = "lockstep-check-server: ";

  /** What a reply ends with if this JVM should be replaced. */
  public static final String WORN = " worn";

  /**
   * What is to be run.
   *
   * @param twin a directory with a twin's classes, each twin's its own; null for the classes as
   *     they are
   * @param properties system properties to set before; ignored by classes that have read them
   * @param runner the runner's class, such as {@link CheckRunner}: its static method {@code run}
   *     takes the arguments and returns an exit code
   * @param inventory the file that lists all checks
   * @param arguments the runner's, save the inventory
   */
  public record Request(
      @Nullable String twin,
      Map<String, String> properties,
      String runner,
      String inventory,
      List<String> arguments) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  /* A thread that uses more of this while it is looked at is busy. */
  private static final long LOOK_MILLIS = 20;
  private static final double BUSY = 0.25;

  /* Classes are never unloaded, and their metadata is paid for. */
  private static final int TWINS_AT_MOST = 40;

  private final String classPath = System.getProperty("java.class.path");
  private final PrintStream replies;
  private final Path copies;
  private @Nullable Relocation relocation;
  private @Nullable Path twin;
  private int twins;

  private CheckServer(PrintStream replies, Path copies) {
    this.replies = replies;
    this.copies = copies;
  }

  /**
   * Serves until its input ends.
   *
   * @param arguments one, the directory that copies are written to
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream replies = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    System.setOut(System.err); // what checks print is no reply
    CheckServer server = new CheckServer(replies, Path.of(arguments[0]));
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    while (true) {
      server.serve(JSON.readValue(requests.take(), Request.class));
    }
  }

  /** Also while a request is served: at the end of the input this JVM has to end. */
  private static void read(BlockingQueue<String> requests) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(line);
      }
    } catch (IOException e) {
      System.err.println("The pipe from the gate broke: " + e);
    }
    Parent.end();
  }

  /**
   * Gives the classes in a text back their own names, whatever twin it is about.
   *
   * @param text such as a stack trace
   */
  public static String originalNames(String text) {
    return Relocation.originalNames(text);
  }

  private void serve(Request request) throws Exception {
    request.properties().forEach(System::setProperty);
    String twin = request.twin();
    Path inventory = Path.of(request.inventory());
    int code =
        twin == null
            ? run(Class.forName(request.runner()), inventory, request.arguments())
            : runTwin(Path.of(twin), request.runner(), inventory, request.arguments());
    boolean worn = twins >= TWINS_AT_MOST || someThreadIsBusy();
    replies.println(REPLY + code + (worn ? WORN : ""));
  }

  private int runTwin(Path classes, String runner, Path inventory, List<String> arguments)
      throws Exception {
    Path copied = copies.resolve("inventory.json");
    if (!classes.equals(twin)) {
      twin = classes;
      copy(classes, ++twins);
      Files.writeString(copied, Relocation.name(Files.readString(inventory), twins));
    }
    return run(Class.forName(Relocation.name(runner, twins)), copied, arguments);
  }

  private void copy(Path classes, int number) throws IOException {
    if (relocation == null) {
      relocation = Relocation.ofClassPath();
    }
    Path jar = copies.resolve("twin" + number + ".jar");
    List<String> names = relocation.copy(number, classes, jar);
    JvmAgent.instrumentation().appendToSystemClassLoaderSearch(new JarFile(jar.toFile()));
    // For those who look for classes there.
    System.setProperty("java.class.path", jar + File.pathSeparator + classPath);
    if (number > 1) {
      Files.delete(copies.resolve("twin" + (number - 1) + ".jar")); // it is open, and stays so
    }
    ServiceLoader.load(CopiedClasses.class).forEach(service -> service.written(names));
    for (String key : System.getProperties().stringPropertyNames()) {
      String copied = Relocation.name(key, number);
      if (!copied.equals(key)) {
        System.setProperty(copied, Relocation.name(System.getProperty(key), number));
      }
    }
  }

  private static int run(Class<?> runner, Path inventory, List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--inventory", inventory.toString()));
    Method run = runner.getDeclaredMethod("run", String[].class);
    int[] code = new int[1];
    Throwable[] thrown = new Throwable[1];
    // A thread of its own: no interrupt and no ThreadLocal of the one before.
    Thread thread =
        new Thread(
            () -> {
              try {
                code[0] = (int) run.invoke(null, (Object) all.toArray(String[]::new));
              } catch (Throwable e) {
                thrown[0] = e;
              }
            },
            "main");
    thread.start();
    thread.join();
    if (thrown[0] != null) {
      throw new RunException("The runner itself failed:\n" + FailureText.of(thrown[0]));
    }
    return code[0];
  }

  private static boolean someThreadIsBusy() throws InterruptedException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> before = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      if (id != Thread.currentThread().getId()) {
        before.put(id, threads.getThreadCpuTime(id));
      }
    }
    Thread.sleep(LOOK_MILLIS);
    long most = (long) (BUSY * TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    return before.entrySet().stream()
        .anyMatch(entry -> threads.getThreadCpuTime(entry.getKey()) - entry.getValue() > most);
  }
}
