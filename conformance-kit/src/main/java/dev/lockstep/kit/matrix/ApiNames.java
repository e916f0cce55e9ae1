package dev.lockstep.kit.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.lockstep.kit.rules.InconsistencyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Every public name that Lockstep has decided about. */
public final class ApiNames {
  /** Where names come from, in the order of the matrix. */
  static final List<String> MODULES =
      List.of(
          "threading",
          "queue",
          "concurrent.futures",
          "builtins",
          "ECMAScript",
          "WebAssembly",
          "shared memory",
          "Java");

  private static final String RESOURCE = "api-names.csv";
  private static final CsvMapper CSV = new CsvMapper();
  private static final CsvSchema SCHEMA =
      CSV.schemaFor(ApiName.class).withHeader().withStrictHeaders(true);

  private ApiNames() {}

  /**
   * Reads the list that the kit is bundled with.
   *
   * @throws InconsistencyException if it is not written as it has to be
   */
  public static List<ApiName> load() {
    try (InputStream in =
            Objects.requireNonNull(ApiNames.class.getResourceAsStream(RESOURCE), RESOURCE);
        Reader reader = new InputStreamReader(in, UTF_8)) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the bundled " + RESOURCE, e);
    }
  }

  static List<ApiName> parse(String csv) throws IOException {
    return read(new StringReader(csv));
  }

  private static List<ApiName> read(Reader csv) throws IOException {
    List<ApiName> names;
    try (MappingIterator<ApiName> lines =
        CSV.readerFor(ApiName.class)
            .with(SCHEMA)
            .with(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .readValues(csv)) {
      names = lines.readAll();
    }
    InconsistencyException.throwIfAny(RESOURCE, findings(names));
    return names;
  }

  private static List<String> findings(List<ApiName> names) {
    List<String> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ApiName name : names) {
      String full = name.module() + "." + name.name();
      if (!seen.add(full)) {
        findings.add(full + " is there twice");
      }
      if (!MODULES.contains(name.module())) {
        findings.add(full + " is of no known module");
      }
      addStatusProblem(name, full, findings);
    }
    return findings;
  }

  private static void addStatusProblem(ApiName name, String full, List<String> findings) {
    switch (name.status()) {
      case ApiName.OFFERED, ApiName.PLANNED -> {
        if (name.java().isBlank()) {
          findings.add(full + " is " + name.status() + " and has no name in Java");
        }
      }
      case ApiName.DECLINED -> {
        if (name.reason().isBlank()) {
          findings.add(full + " is declined without a reason");
        }
      }
      default -> findings.add(full + " has the unknown status \"" + name.status() + "\"");
    }
  }
}
