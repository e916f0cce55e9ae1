package dev.lockstep.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page that needs nothing but itself: style, script, library and data are inside. */
final class Page {
  /** A source file, and the way to it if there is one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Source(String source, @Nullable String link) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LIBRARY = "/META-INF/maven/org.webjars.npm/echarts/pom.properties";

  /* What would end a script element, or begin a comment that hides its end. */
  private static final Pattern END_OF_SCRIPT =
      Pattern.compile("<(?=/script|!--)", Pattern.CASE_INSENSITIVE);

  private Page() {}

  /**
   * Writes a page, over what was there.
   *
   * @param template the template's name
   * @param model what it shows, made of maps, lists and texts
   */
  static void write(String template, Map<String, Object> model, Path file) throws IOException {
    Map<String, Object> all = new HashMap<>(model);
    all.put("style", resource("report.css"));
    all.put("library", script(library()));
    all.put("script", script(resource("report.js")));
    StringWriter page = new StringWriter();
    try {
      templates().getTemplate(template).process(all, page);
    } catch (TemplateException e) {
      throw new IOException("Can't write the report: " + e.getMessage(), e);
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, page.toString(), StandardCharsets.UTF_8);
  }

  /** Returns JSON that may stand inside of a script element. */
  static String json(Object any) throws JsonProcessingException {
    return JSON.writeValueAsString(any).replace("<", "\\u003c");
  }

  /** Returns maps of records: a template sees no class that is not public. */
  static List<Map<String, Object>> plain(List<?> records) {
    return records.stream()
        .map(any -> JSON.convertValue(any, new TypeReference<Map<String, Object>>() {}))
        .toList();
  }

  /** Returns what a template needs of a figure. */
  static Map<String, Object> figure(Figure figure, Sources sources) {
    Map<String, Object> map = new HashMap<>(plain(List.of(figure)).get(0));
    map.put(
        "sources",
        plain(
            figure.sources().stream()
                .map(source -> new Source(source, sources.link(source)))
                .toList()));
    return map;
  }

  /** Returns a name that may stand in an address. */
  static String anchor(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static String script(String code) {
    return END_OF_SCRIPT.matcher(code).replaceAll("\\\\x3c");
  }

  private static Configuration templates() {
    Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
    templates.setClassForTemplateLoading(Page.class, "");
    templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
    templates.setLocale(Locale.ROOT);
    templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    templates.setLogTemplateExceptions(false);
    return templates;
  }

  /** The build of ECharts without what nothing here draws. */
  private static String library() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Page.class.getResourceAsStream(LIBRARY)) {
      if (in == null) {
        throw new IOException("ECharts is not on the class path");
      }
      properties.load(in);
    }
    return resource(
        "/META-INF/resources/webjars/echarts/"
            + properties.getProperty("version")
            + "/dist/echarts.common.min.js");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
