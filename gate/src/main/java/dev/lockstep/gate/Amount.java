package dev.lockstep.gate;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time, as people write and read them. */
final class Amount {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})([smh]?)");

  private Amount() {}

  /**
   * Reads {@code 90}, {@code 90s}, {@code 30m} or {@code 2h}.
   *
   * @return null if it is none of these
   */
  static @Nullable Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /** Writes {@code 8.1 s}, {@code 1 min 38 s} or {@code 2 h 5 min}. */
  static String text(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Writes whole seconds: an estimate. */
  static String rounded(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : text((double) whole);
  }
}
