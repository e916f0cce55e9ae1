package dev.lockstep.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a real browser. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReportBrowserTest {
  private static final int DESK = 1280;
  private static final int PHONE = 390;
  private static final int SHEET_HEIGHT = 1_000;
  private static final String DARK_TEXT = "#9fa8b2";
  private static final String LIGHT_TEXT = "#59606a";

  @TempDir private static Path folder;
  private static @Nullable Browser started;

  /* CI demands a browser by it. */
  private static final String REQUIRED = "lockstep.browser.required";

  @BeforeAll
  static void start() throws IOException {
    if (Browser.executable().isEmpty()) {
      missing("no Chromium: it is neither on the PATH nor named by the variable CHROMIUM");
    }
    if (Browser.driver().isEmpty()) {
      missing("no chromedriver on the PATH");
    }
    HtmlReport.write(Runs.full(), Runs.JUDGEMENTS, page("report"));
    CompareReport.write(Runs.full(), Runs.faster(1.2), page("compare"));
    HtmlReport.write(Runs.small(), List.of(), page("small"));
    HtmlReport.write(Runs.curves(), List.of(), page("curves"));
    started = Browser.start(folder.resolve("profile"));
  }

  /**
   * Ends the tests as skipped. Surefire does not show why, so it is said on the standard output.
   */
  private static void missing(String what) {
    if (Boolean.getBoolean(REQUIRED)) {
      fail(what + ", and -D" + REQUIRED + " demands one");
    }
    System.out.println("Reports in a browser: not looked at: " + what);
    abort(what);
  }

  @AfterAll
  static void stop() throws IOException {
    if (started != null) {
      started.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "compare", "curves"})
  void itRendersWithoutAMessageOrARequestAndEachChartHasItsMarks(String name) {
    assertEquals(List.of(), problems(page(name), DESK));
    assertEquals(List.of(), problems(page(name), PHONE));
  }

  @Test
  void whatIsWrongWithAPageIsFound() throws IOException {
    assertFound("has no marks", "\"marks\":[", "\"marks\":[],\"none\":[");
    assertFound("marks instead of", "\"value\":1.", "\"value\":\"x\",\"lost\":1.");
    assertFound("message: ", "const runs = read('runs');", "const runs = read('nothing');");
    assertFound("message: ", "const runs = read('runs');", "console.warn('odd');const runs = [];");
    assertFound("request: http:", "<main id=\"content\">", "<main><img src=\"http://x.invalid/\">");
    assertFound(
        "wider than the screen",
        "<main id=\"content\">",
        "<main><div style=\"width:100rem\">wide</div>");
    assertFound("is not described", "aria-describedby=", "data-nothing=");
  }

  private void assertFound(String problem, String good, String bad) throws IOException {
    String text = Files.readString(page("small"));
    assertTrue(text.contains(good), good);
    Path broken = Files.writeString(page("broken"), text.replace(good, bad));
    List<String> problems = problems(broken, DESK);
    assertTrue(
        problems.stream().anyMatch(found -> found.contains(problem)), problem + ": " + problems);
  }

  /** Returns all that is wrong with a page on a screen of that width. */
  private static List<String> problems(Path page, int width) {
    Browser browser = browser();
    browser.open(page, "", width, "light");
    List<String> problems = new ArrayList<>();
    if (browser.run(DRAW).equals("") && !browser.await(SCROLL).equals("")) {
      problems.add("it does not scroll");
    }
    if (browser.run(MARKS) instanceof List<?> marks) {
      marks.forEach(problem -> problems.add(String.valueOf(problem)));
    }
    browser.messages().forEach(message -> problems.add("message: " + message));
    browser.requests().stream()
        .filter(address -> !address.equals(page.toUri().toString()))
        .filter(address -> !address.equals("about:blank") && !address.startsWith("data:"))
        .forEach(address -> problems.add("request: " + address));
    if (number(browser.run("return document.documentElement.scrollWidth")) > width) {
      problems.add("it is wider than the screen");
    }
    return problems;
  }

  @Test
  void theFilterHidesWhatDoesNotMatchAndTheAddressKeepsIt() {
    Browser browser = browser();
    browser.open(page("report"), "", DESK, "light");
    assertEquals(20, visible(".numbers tbody"));
    type("lock virtual");
    assertEquals(6, visible(".numbers tbody"), "of all 12 contended ones");
    assertEquals("6 of 20 contests", text("#found"));
    assertEquals(1, visible("section.primitive"));
    String hash = browser.run("return location.hash").toString();
    assertEquals("#only=lock+virtual", hash);
    click(".chip[value='Queue']");
    assertEquals(0, visible(".numbers tbody, section.primitive, .figure"));
    assertEquals(1, visible("#nothing"));
    click("#clear");
    assertEquals(20, visible(".numbers tbody"));
    assertEquals(3, visible("section.primitive"));
    assertEquals("", browser.run("return location.hash"));

    browser.open(page("report"), hash, DESK, "light");
    assertEquals(6, visible(".numbers tbody"));
    assertEquals("lock virtual", browser.run("return document.getElementById('words').value"));
    browser.await(
        "const told = new Promise(done => addEventListener('hashchange', done, {once: true}));"
            + "location.hash = '#primitive=Queue&runtime="
            + Runs.JDK_17.replace("+", "%2B")
            + "'; await told;");
    assertEquals(2, visible(".numbers tbody"));
    assertEquals(List.of(), browser.messages());
  }

  @Test
  void targetsAreThereAndWhatIsMissedComesFirst() {
    Browser browser = browser();
    browser.open(page("report"), "", DESK, "light");
    assertEquals(
        List.of("broken", "missed", "undecided", "kept"),
        browser.run(
            "return [...document.querySelectorAll('.targets .mark')].map(it => it.textContent)"));
    assertTrue(text("main").contains("Targets: 1 kept, 1 undecided, 1 missed, 1 broken"));
    browser.open(page("small"), "", DESK, "light");
    assertEquals(0, visible(".targets"));
  }

  @Test
  void aComparisonCanShowOnlyDifferences() {
    Browser browser = browser();
    browser.open(page("compare"), "", DESK, "light");
    assertEquals(32, visible(".changes tbody tr"));
    long marked =
        number(browser.run("return document.querySelectorAll('.changes .mark.faster').length"));
    assertTrue(marked > 0);
    click(".chip[data-chip='change']");
    assertEquals(marked, visible(".changes tbody tr"));
    assertEquals("#change=changed", browser.run("return location.hash"));
    assertTrue(text("main").contains("Only in run A"), "the other JDK");
  }

  @Test
  void aComparisonTellsWhatOursAllocatesAndTakes() {
    Browser browser = browser();
    browser.open(page("compare"), "", DESK, "light");
    assertTrue(text("#amounts").contains("0 of 31 amounts changed"), text("#amounts"));
  }

  @Test
  void aCurveSaysFromWhichSizeOnItPays() {
    Browser browser = browser();
    browser.open(page("curves"), "#primitive=ThreadPoolExecutor", DESK, "light");
    String paying = "#threadpoolexecutor-paying-dataparallel-jdk-25-0-3-9";
    assertTrue(
        text(paying).contains("Lockstep's do from somewhere between 0.2 and 2 µs on."),
        text(paying));
    assertTrue(text(".jobs").contains("from somewhere between 0.2 and 2 µs on"), text(".jobs"));
  }

  @Test
  void rawDataAreThoseOfTheChart() {
    Browser browser = browser();
    browser.open(page("report"), "", DESK, "light");
    Object found =
        browser.await(
            "const raw = document.querySelector('#queue .raw');"
                + "const told = new Promise(done => raw.addEventListener('toggle', done));"
                + "raw.open = true; await told;"
                + "const shown = JSON.parse(raw.querySelector('pre').textContent);"
                + "const saved = await (raw.querySelector('a').href.split(',')[1]);"
                + "return shown[0].contests.map(it => it.primitive + '.' + it.work).join()"
                + "  + (decodeURIComponent(saved) === raw.querySelector('pre').textContent);");
    assertEquals("Queue.Alonetrue", found);
  }

  @Test
  void chartsFollowTheColoursOfTheSystemAndPaperIsLight() {
    Browser browser = browser();
    browser.open(page("small"), "", DESK, "dark");
    assertEquals("", browser.await(SCROLL));
    assertEquals(List.of(DARK_TEXT, "dark"), look());
    browser.media("", "light");
    assertEquals(List.of(LIGHT_TEXT, "light"), look());
    browser.media("print", "dark");
    assertEquals(List.of(LIGHT_TEXT, "light"), look());
    assertEquals(0, visible(".filter, .more details"));
    browser.media("", "dark");
    assertEquals(List.of(DARK_TEXT, "dark"), look());
    assertEquals(1, visible(".filter"));
    assertEquals(List.of(), browser.messages());
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "compare"})
  void itIsPrintedWithAllChartsThoughNoneWasSeen(String name) {
    Browser browser = browser();
    browser.open(page(name), "", DESK, "dark");
    Map<String, Object> printed =
        browser.command("Page.printToPDF", Map.of("printBackground", true));
    byte[] sheets = Base64.getDecoder().decode(String.valueOf(printed.get("data")));
    assertTrue(new String(sheets, 0, 5, StandardCharsets.US_ASCII).startsWith("%PDF"));
    browser.media("print", "dark");
    assertEquals(List.of(), browser.run(CUT_OFF), "cut off on paper");
    assertEquals(0L, browser.run("return document.querySelectorAll('.chart:empty').length"));
    assertEquals(List.of(), browser.messages());
  }

  /** The colour of the charts' scales, and whether the page is dark. */
  private static List<Object> look() {
    return List.of(
        browser()
            .run(
                "return [...document.querySelectorAll('#lock .chart text')].map(it =>"
                    + " it.getAttribute('fill')).find(fill => ['"
                    + DARK_TEXT
                    + "', '"
                    + LIGHT_TEXT
                    + "'].includes(fill))"),
        browser()
            .run(
                "const [r] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);"
                    + "return r < 128 ? 'dark' : 'light'"));
  }

  private static void type(String words) {
    browser()
        .run(
            "const it = document.getElementById('words'); it.value = arguments[0];"
                + "it.dispatchEvent(new Event('input', {bubbles: true}))",
            words);
  }

  private static void click(String selector) {
    browser().run("document.querySelector(arguments[0]).click()", selector);
  }

  private static String text(String selector) {
    return browser()
        .run("return document.querySelector(arguments[0]).textContent", selector)
        .toString();
  }

  /** How many are not hidden: a closed table hides nothing in this sense. */
  private static long visible(String selector) {
    return number(
        browser()
            .run(
                "return [...document.querySelectorAll(arguments[0])].filter(it =>"
                    + " !it.closest('[hidden]') && getComputedStyle(it).display !== 'none').length",
                selector));
  }

  private static long number(Object any) {
    return ((Number) any).longValue();
  }

  private static Browser browser() {
    return Objects.requireNonNull(started);
  }

  private static Path page(String name) {
    return folder.resolve(name + ".html");
  }

  private static final String DRAW = "return document.querySelector('.chart') ? '' : 'no chart'";

  /** Brings each chart into sight, as a reader would. */
  private static final String SCROLL =
      "for (const chart of document.querySelectorAll('.chart')) {"
          + "  chart.scrollIntoView();"
          + "  for (let i = 0; i < 50 && !chart.firstChild; i++) {"
          + "    await new Promise(requestAnimationFrame);"
          + "  }"
          + "}";

  /** Compares the elements of the drawing with the values that the page carries. */
  private static final String MARKS =
      "const problems = [];const figures ="
          + " JSON.parse(document.getElementById('figures').textContent);if (!figures.length)"
          + " problems.push('there are no figures');for (const figure of figures) {  const place ="
          + " document.getElementById(figure.id);  const say = text => problems.push(figure.id + '"
          + " ' + text);  const colours = [...place.querySelectorAll('.legend path')].map(it =>"
          + " it.getAttribute('fill'));  const drawn = [...place.querySelectorAll('.chart svg"
          + " path')].map(it =>    [it.getAttribute('fill') ?? 'none', it.getAttribute('stroke') ??"
          + " 'none']);  const solid = drawn.filter(([fill, stroke]) => fill !== 'none'    &&"
          + " (colours.includes(fill) || colours.includes(stroke))).length;  const thin ="
          + " drawn.filter(([fill, stroke]) => fill === 'none' && colours.includes(stroke)).length;"
          + "  const count = (list, of) => list.reduce((sum, it) => sum + of(it), 0);  const marks"
          + " = count(figure.panels, panel => count(panel.rows, row => row.marks.length)    +"
          + " count(panel.lines, line => line.values.filter(value => value !== null).length)); "
          + " const lines = figure.form === 'DOTS' ? marks : count(figure.panels, panel =>"
          + " panel.lines.length);  if (!marks || !solid) say('has no marks');  if (solid !=="
          + " marks) say(`has ${solid} marks instead of ${marks}`);  if (thin !== lines) say(`has"
          + " ${thin} lines instead of ${lines}`);  const alone ="
          + " place.querySelector('[role=img]');  const words ="
          + " document.getElementById(alone?.getAttribute('aria-describedby'));  if"
          + " (!alone?.getAttribute('aria-label') || !words?.textContent) say('is not described');"
          + "}return problems;";

  private static final String CUT_OFF =
      "const main = document.querySelector('main').getBoundingClientRect();"
          + "return [...document.querySelectorAll('.chart svg, table')].filter(it => {"
          + "  const box = it.getBoundingClientRect();"
          + "  const most = (it.closest('.panels')?.getBoundingClientRect() ?? main).right + 1;"
          + "  return box.right > most || (it.matches('svg') && box.height > "
          + SHEET_HEIGHT
          + ");"
          + "}).map(it => it.closest('[id]').id)";
}
