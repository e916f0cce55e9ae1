package dev.lockstep.benchmarks.run;

import java.util.List;

/**
 * All that one run measured; what reports are made of, and what the file of a run holds.
 *
 * @param format the version of this form
 * @param started when the run began, in ISO 8601 with the offset
 * @param continued when it went on after it had ended early, each as {@code started}
 * @param seconds how long it took
 * @param profile {@code quick}, {@code standard} or {@code full}
 * @param selection what was asked for by {@code --only}; empty for everything
 * @param complete whether everything that was planned was measured
 * @param version Lockstep's version and the commit, with a plus sign if the sources differed from
 *     it
 * @param environment what it was measured on
 * @param contests what was measured
 * @param footprints what objects take
 * @param notMeasured what was planned and could not be measured, each with the reason, such as an
 *     interpreter that is not there
 */
public record Measurements(
    int format,
    String started,
    List<String> continued,
    double seconds,
    String profile,
    List<String> selection,
    boolean complete,
    String version,
    Environment environment,
    List<Contest> contests,
    List<Footprint> footprints,
    List<String> notMeasured) {
  /** The version of this form that is written. */
  public static final int FORMAT = 3;
}
