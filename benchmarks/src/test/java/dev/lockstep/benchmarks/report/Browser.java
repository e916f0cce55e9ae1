package dev.lockstep.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium, with what it said and asked for. */
final class Browser implements AutoCloseable {
  private static final int HEIGHT = 1_000;

  /* It warns that it knows this version of the browser's protocol by no name, which nothing needs. */
  private static final Logger VERSIONS =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Returns the browser of this machine: what CHROMIUM names, or what is on the PATH. */
  static Optional<Path> executable() {
    String named = System.getenv("CHROMIUM");
    return named == null
        ? onPath("chromium", "chromium-browser", "google-chrome")
        : Optional.of(Path.of(named)).filter(Files::isExecutable);
  }

  /** Returns what drives it. */
  static Optional<Path> driver() {
    return onPath("chromedriver");
  }

  private static Optional<Path> onPath(String... names) {
    List<Path> folders =
        Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    return Stream.of(names)
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with an empty profile; it downloads nothing. */
  static Browser start(Path profile) {
    VERSIONS.setLevel(Level.OFF);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(executable().orElseThrow().toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.setExperimentalOption("perfLoggingPrefs", Map.of("enablePage", false));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver().orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Opens a page as on a screen of that width. */
  void open(Path page, String hash, int width, String colours) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    media("", colours);
    messages();
    requests();
    driver.get("about:blank");
    driver.get(page.toUri() + hash);
  }

  /**
   * Shows the page as that medium with that preference of colours, and waits until it has been
   * told. A page is told at the beginning of a frame, and the next frame may have begun already: so
   * that takes two.
   */
  void media(String medium, String colours) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    await("for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);");
  }

  /** Runs a script: the body of a function. */
  Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
  }

  /** Runs a script that waits: the body of an async function. */
  Object await(String script) {
    return Objects.requireNonNullElse(
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "(async () => {"
                + script
                + "})().then(done, error => done('failed: ' + error));"),
        "");
  }

  /** Runs a command of the browser's protocol. */
  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  /** Returns the warnings and errors of the console since it was last asked for them. */
  List<String> messages() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Returns what was asked of a network or of the disk since it was last asked. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      Map<String, Object> log = new Json().toType(entry.getMessage(), Json.MAP_TYPE);
      if (log.get("message") instanceof Map<?, ?> message
          && "Network.requestWillBeSent".equals(message.get("method"))
          && message.get("params") instanceof Map<?, ?> parameters
          && parameters.get("request") instanceof Map<?, ?> request) {
        addresses.add(String.valueOf(request.get("url")));
      }
    }
    return addresses;
  }

  @Override
  public void close() throws IOException {
    driver.quit();
  }
}
