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
    return switch (primitive) {
      case RLOCK -> "RLock";
      case LIFOQUEUE -> "LifoQueue";
      case PRIORITYQUEUE -> "PriorityQueue";
      case SIMPLEQUEUE -> "SimpleQueue";
      case SHAREDARRAYBUFFER -> "SharedArrayBuffer";
      case SHAREDMEMORY -> "SharedMemory";
      default -> {
        String id = primitive.id();
        yield id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
      }
    };
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
