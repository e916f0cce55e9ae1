package dev.lockstep.kit.run;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies of Lockstep's classes under other names, so that one JVM runs any number of broken twins,
 * each with classes of its own: {@code dev.lockstep.threading.Lock} of the twin number 7 is {@code
 * dev.twin0007.threading.Lock}. Class loaders would not do, because Lincheck knows classes by their
 * names.
 *
 * <p>The names are equally long, so replacing them in a class file's constants leaves all else as
 * it is: references, names of resources and services, and texts. No class of a copy refers to one
 * of another copy or to the original.
 */
final class Relocation {
  private static final String ORIGINAL = "lockstep";
  private static final String SERVICES = "META-INF/services/";
  private static final String CLASS_FILE = ".class";
  private static final Pattern COPY = Pattern.compile("\\bdev(\\\\?[./])twin\\d{4}\\b");

  /* As it is written in names, in the constants of class files and in regular expressions. */
  private static final List<String> PREFIXES = List.of("dev.", "dev/", "dev\\.");

  /* What no check of a twin needs. */
  private static final List<String> LEFT_OUT =
      List.of(
          "dev/lockstep/benchmarks/",
          "dev/lockstep/gate/",
          "dev/lockstep/stress/",
          "dev/lockstep/kit/oracle/traces/");

  /** A file as it is, and where in it the name stands that every copy replaces. */
  private static final class Original {
    private final byte[] bytes;
    private final int[] places;

    Original(byte[] bytes) {
      this.bytes = bytes;
      IntStream.Builder found = IntStream.builder();
      for (int i = 0; i + ORIGINAL.length() <= bytes.length; i++) {
        if (bytes[i] == ORIGINAL.charAt(0) && holds(bytes, i, ORIGINAL) && isNamedAt(bytes, i)) {
          found.add(i);
        }
      }
      this.places = found.build().toArray();
    }

    private static boolean isNamedAt(byte[] bytes, int place) {
      return PREFIXES.stream().anyMatch(each -> holds(bytes, place - each.length(), each));
    }

    private static boolean holds(byte[] bytes, int at, String text) {
      byte[] due = text.getBytes(StandardCharsets.US_ASCII);
      return at >= 0
          && at + due.length <= bytes.length
          && Arrays.equals(bytes, at, at + due.length, due, 0, due.length);
    }

    byte[] copied(int number) {
      byte[] name = copyName(number).getBytes(StandardCharsets.US_ASCII);
      byte[] copy = bytes.clone();
      for (int place : places) {
        System.arraycopy(name, 0, copy, place, name.length);
      }
      return copy;
    }
  }

  private final Map<String, Original> originals;

  private Relocation(Map<String, Original> originals) {
    this.originals = originals;
  }

  /** Reads this JVM's classes of Lockstep. */
  static Relocation ofClassPath() throws IOException {
    Map<String, byte[]> originals = new LinkedHashMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        readJar(path, originals);
      } else if (Files.isDirectory(path)) {
        readDirectory(path, originals);
      }
    }
    return new Relocation(ofBytes(originals));
  }

  private static Map<String, Original> ofBytes(Map<String, byte[]> files) {
    Map<String, Original> originals = new TreeMap<>();
    files.forEach((name, bytes) -> originals.put(name, new Original(bytes)));
    return originals;
  }

  private static void readJar(Path path, Map<String, byte[]> files) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory() && isOurs(entry.getName())) {
          try (InputStream in = jar.getInputStream(entry)) {
            add(entry.getName(), in.readAllBytes(), files);
          }
        }
      }
    }
  }

  private static void readDirectory(Path path, Map<String, byte[]> files) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      String name = path.relativize(file).toString().replace(File.separatorChar, '/');
      if (isOurs(name)) {
        add(name, Files.readAllBytes(file), files);
      }
    }
  }

  /** Of two classes the first on the class path counts; of services all. */
  private static void add(String name, byte[] bytes, Map<String, byte[]> files) {
    byte[] before = files.putIfAbsent(name, bytes);
    if (before != null && name.startsWith(SERVICES)) {
      files.put(
          name,
          (new String(before, StandardCharsets.UTF_8)
                  + "\n"
                  + new String(bytes, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith(SERVICES + "dev.lockstep.")
        || (name.startsWith("dev/lockstep/")
            && !name.endsWith(".patch")
            && LEFT_OUT.stream().noneMatch(name::startsWith));
  }

  /**
   * Writes a copy.
   *
   * @param number of the copy, up to 9999; each only once
   * @param inFront a directory with classes that take the place of the originals
   * @param jar the file to write it to: hundreds of files would take ten times as long
   * @return the full names of the classes
   */
  List<String> copy(int number, Path inFront, Path jar) throws IOException {
    Map<String, Original> files = new TreeMap<>(originals);
    Map<String, byte[]> changed = new LinkedHashMap<>();
    readDirectory(inFront, changed);
    files.putAll(ofBytes(changed));
    List<String> classes = new ArrayList<>();
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (Map.Entry<String, Original> file : files.entrySet()) {
        String name = name(file.getKey(), number);
        out.putNextEntry(new ZipEntry(name));
        out.write(file.getValue().copied(number));
        if (name.endsWith(CLASS_FILE)) {
          classes.add(name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.'));
        }
      }
    }
    return classes;
  }

  /** Returns what a name, or a text with names, is in a copy. */
  static String name(String text, int number) {
    String relocated = text;
    for (String prefix : PREFIXES) {
      relocated = relocated.replace(prefix + ORIGINAL, prefix + copyName(number));
    }
    return relocated;
  }

  /** Returns a text with the original names. */
  static String originalNames(String text) {
    return COPY.matcher(text).replaceAll("dev$1" + ORIGINAL);
  }

  private static String copyName(int number) {
    return String.format("twin%04d", number);
  }
}
