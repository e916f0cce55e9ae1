package dev.lockstep.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The versions of the tools, as the parent project pins them. */
final class Tools {
  private static final Properties VERSIONS = load();

  private Tools() {}

  /** Returns the version of Lockstep. */
  static String lockstep() {
    return VERSIONS.getProperty("lockstep");
  }

  /** Returns the versions by name. */
  static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    VERSIONS.stringPropertyNames().forEach(name -> versions.put(name, VERSIONS.getProperty(name)));
    versions.remove("lockstep");
    return versions;
  }

  private static Properties load() {
    Properties versions = new Properties();
    try (InputStream in = Tools.class.getResourceAsStream("tools.properties")) {
      versions.load(Objects.requireNonNull(in, "tools.properties is in the gate's jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }
}
