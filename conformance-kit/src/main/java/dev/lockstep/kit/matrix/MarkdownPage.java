package dev.lockstep.kit.matrix;

import dev.lockstep.kit.rules.Primitive;
import java.util.List;
import java.util.Locale;

/** What writes a page of Markdown, line by line. */
abstract class MarkdownPage {
  static final String NONE = "–";

  private final StringBuilder out = new StringBuilder();

  final void line(String text) {
    out.append(text).append('\n');
  }

  final void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  final void header(List<String> cells) {
    row(cells);
    line("|" + "---|".repeat(cells.size()));
  }

  static String number(long count) {
    return count == 0 ? NONE : String.valueOf(count);
  }

  static String title(Primitive primitive) {
    String id = primitive.id();
    int capitals = primitive == Primitive.RLOCK ? 2 : 1;
    return id.substring(0, capitals).toUpperCase(Locale.ROOT) + id.substring(capitals);
  }

  static String code(String text) {
    return "`" + cell(text) + "`";
  }

  /** Escapes what would end the cell. */
  static String cell(String text) {
    return text.replace("|", "\\|");
  }

  /** Returns what has been written. */
  final String text() {
    return out.toString();
  }
}
