package dev.lockstep.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Charts of one kind that belong together and share their scale, as the page's script draws them.
 *
 * @param id unique on the page
 * @param form how it is drawn
 * @param title what it shows
 * @param note how to read it
 * @param text what it shows, in words, for those who do not see it
 * @param axis what the scale means
 * @param series whose values they are
 * @param panels the charts
 * @param data what it is made of
 * @param sources the benchmarks' source files
 * @param find the words that a filter finds it by
 * @param runtime the runtime's id; null if it shows several
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Figure(
    String id,
    Form form,
    String title,
    String note,
    String text,
    String axis,
    List<Series> series,
    List<Panel> panels,
    List<Data> data,
    List<String> sources,
    String find,
    @Nullable String runtime) {

  /** How a figure is drawn. */
  enum Form {
    /** A dot with an interval for each ratio, on a logarithmic scale across. */
    DOTS,
    /** A line of nanoseconds for each series, on a logarithmic scale upwards. */
    LINES,
    /** A line of factors for each series, on a logarithmic scale upwards on which 1 is marked. */
    FACTORS,
    /** A bar for each number of bytes, from zero. */
    BARS
  }

  /**
   * What was measured, by its place in a run.
   *
   * @param run the index of the run: a report has one, a comparison two
   * @param contests the indexes of contests
   * @param footprints the indexes of footprints
   */
  record Data(int run, List<Integer> contests, List<Integer> footprints) {}

  /**
   * Whose values have one colour and one symbol.
   *
   * @param name what people call it
   * @param style {@code ours}, {@code yardstick}, {@code floor}, or the number of a peer's colour
   */
  record Series(String name, String style) {}

  /**
   * One chart.
   *
   * @param title what sets it apart from the others; empty if it is the only one
   * @param rows of dots and bars, from top to bottom
   * @param x of lines, the places from left to right
   * @param lines of lines
   */
  record Panel(String title, List<Row> rows, List<String> x, List<Line> lines) {
    static Panel ofRows(String title, List<Row> rows) {
      return new Panel(title, rows, List.of(), List.of());
    }
  }

  /**
   * A row of a chart of dots or bars.
   *
   * @param label what stands before it
   * @param heading whether it has no marks and is the heading of the rows below
   * @param noise the factor around 1 that says nothing; null if there is none
   * @param marks what is drawn
   * @param text what stands behind it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(String label, boolean heading, @Nullable Double noise, List<Mark> marks, String text) {
    static Row heading(String label) {
      return new Row(label, true, null, List.of(), "");
    }
  }

  /**
   * A dot or a bar.
   *
   * @param series the index of its series
   * @param value where it is
   * @param low where its interval begins; null if it has none, or one without an end
   * @param high where its interval ends
   * @param open whether it is drawn hollow: the difference is inside the noise
   * @param text what is said about it when it is pointed at
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Mark(
      int series,
      double value,
      @Nullable Double low,
      @Nullable Double high,
      boolean open,
      String text) {}

  /**
   * A line of a chart of lines.
   *
   * @param series the index of its series
   * @param values one for each place; null where nothing was measured
   */
  record Line(int series, List<@Nullable Double> values) {}
}
