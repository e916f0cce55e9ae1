package dev.lockstep.gate;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the evidence was taken on.
 *
 * @param cpu the processor's model
 * @param cores how many processors the JVM may use
 * @param architecture such as {@code amd64}
 * @param system the operating system
 * @param kernel its version
 * @param memoryMiB the physical memory
 * @param jdk the version of the Java runtime
 * @param jvm the virtual machine and its vendor
 */
record Machine(
    String cpu,
    int cores,
    String architecture,
    String system,
    String kernel,
    long memoryMiB,
    String jdk,
    String jvm) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final Pattern MODEL = Pattern.compile("(?m)^(?:model name|Model)\\s*:\\s*(.+)$");

  /** Looks at this machine. */
  static Machine here() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        system.getTotalMemorySize() >> 20,
        Runtime.version().toString(),
        System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"));
  }

  private static String cpuModel() {
    if (!Files.isReadable(CPUINFO)) {
      return "unknown";
    }
    try {
      Matcher model = MODEL.matcher(Files.readString(CPUINFO));
      return model.find() ? model.group(1).strip() : "unknown";
    } catch (IOException e) {
      return "unknown (" + e.getMessage() + ")";
    }
  }
}
