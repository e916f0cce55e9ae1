package dev.lockstep.gate;

import java.util.ArrayList;
import java.util.List;

/** The options with which this machine's JDK runs the checkers without a warning. */
final class JvmOptions {
  private static final int FIRST_WITH_UNSAFE_WARNINGS = 24;

  private JvmOptions() {}

  /** Checkers attach agents; Lincheck and jcstress use Unsafe. */
  static List<String> quiet() {
    return quiet(Runtime.version().feature());
  }

  static List<String> quiet(int feature) {
    List<String> options = new ArrayList<>();
    options.add("-XX:+EnableDynamicAgentLoading");
    options.add("-Djdk.attach.allowAttachSelf=true");
    options.add("-Xshare:auto");
    if (feature >= FIRST_WITH_UNSAFE_WARNINGS) {
      options.add("--sun-misc-unsafe-memory-access=allow");
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    return options;
  }

  /** For JVMs that check: little is committed where a buffer is asked for all that there is. */
  static List<String> checking() {
    List<String> options = new ArrayList<>(quiet());
    options.add("-XX:MaxDirectMemorySize=1g");
    return options;
  }

  /** For JVMs that check and live for seconds: what starts fastest. */
  static List<String> shortLived() {
    List<String> options = new ArrayList<>(checking());
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-XX:+UseSerialGC");
    return options;
  }
}
