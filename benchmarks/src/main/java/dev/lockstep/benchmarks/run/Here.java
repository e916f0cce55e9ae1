package dev.lockstep.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at this machine. */
final class Here {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  private static final Pattern MODEL = Pattern.compile("(?m)^(?:model name|Model)\\s*:\\s*(.+)$");

  private Here() {}

  /** Returns what is measured on. */
  static Environment environment(double tokensPerMicrosecond, List<Environment.Runtime> runtimes) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Environment(
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        governor(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"),
        system.getTotalMemorySize(),
        tokensPerMicrosecond,
        runtimes);
  }

  private static String cpu() {
    try {
      Matcher model = MODEL.matcher(Files.readString(CPUINFO));
      return model.find() ? model.group(1).strip() : "unknown";
    } catch (IOException e) {
      return "unknown"; // only Linux says it there
    }
  }

  private static String governor() {
    try {
      return Files.readString(GOVERNOR).strip();
    } catch (IOException e) {
      return "not readable";
    }
  }
}
