package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.benchmarks.Family;
import dev.lockstep.benchmarks.report.Figure.Form;
import dev.lockstep.benchmarks.report.Figure.Line;
import dev.lockstep.benchmarks.report.Figure.Panel;
import dev.lockstep.benchmarks.report.Figure.Row;
import dev.lockstep.benchmarks.report.Figure.Series;
import dev.lockstep.benchmarks.run.Contest;
import dev.lockstep.benchmarks.run.Footprint;
import dev.lockstep.benchmarks.run.Measurements;
import dev.lockstep.benchmarks.run.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final List<String> TWO =
      List.of("Semaphore (java.util.concurrent)", "Semaphore (kotlinx.coroutines)");

  @Test
  void twoPeersOfOneLabelHaveTheirOwnNameAndStyle() {
    Figure figure = only("Semaphore", Form.DOTS);
    assertEquals(TWO, figure.series().stream().map(Series::name).toList());
    assertEquals(2, figure.series().stream().map(Series::style).distinct().count());
    assertEquals(
        TWO,
        figure.panels().get(0).rows().stream()
            .filter(row -> !row.heading())
            .map(Row::label)
            .toList());
  }

  @Test
  void thereIsACurveOverWaiters() {
    Panel panel = only("Event", Form.LINES).panels().get(0);
    assertEquals(List.of("1", "16", "256"), panel.x());
    assertEquals(2, panel.lines().size());
  }

  @Test
  void thereIsACurveOverTheSizeOfItemsBesideOneThread() {
    Figure figure = only("ThreadPoolExecutor", Form.FACTORS);
    assertEquals(
        List.of("Lockstep", "two bare threads"),
        figure.series().stream().map(Series::name).toList());
    Panel panel = figure.panels().get(0);
    assertEquals(List.of("0.2 µs", "2.0 µs", "60.0 µs"), panel.x());
    Line floor = panel.lines().get(1);
    floor.values().forEach(value -> assertEquals(1.9, value == null ? 0 : value, 0.05));
  }

  @Test
  void aPrimitiveInSharedMemoryIsSaidToCountWordsOnly() {
    Measurements run = Runs.small();
    Measurements shared =
        Runs.withFootprints(
            run, List.of(new Footprint("SharedLock", "words", "x", Role.OURS, Runs.JDK_25, 4)));
    assertTrue(
        new Figures(shared, "SharedLock").all().get(0).note().contains("only its words"), "note");
    assertTrue(
        new Figures(run, "Lock")
            .all().stream().noneMatch(it -> it.note().contains("only its words")));
  }

  @Test
  void howOthersTakePartIsSaidOfThoseWhoDo() {
    assertEquals(1, Callers.of(Runs.curves()).size(), "Kotlin");
    Contest contest =
        Runs.contest(
            "Queue",
            "Alone",
            Map.of(),
            Runs.JDK_25,
            "",
            "",
            Runs.ours(1),
            Runs.peer("x", "X", Family.AGRONA, 1));
    assertTrue(
        Callers.of(Runs.with(Runs.full(), List.of(contest))).get(0).contains("do not block"));
  }

  private static Figure only(String primitive, Form form) {
    List<Figure> found =
        new Figures(Runs.curves(), primitive)
            .all().stream()
                .filter(figure -> figure.form() == form && !figure.title().contains(": ratio"))
                .toList();
    assertEquals(1, found.size(), found::toString);
    return found.get(0);
  }
}
