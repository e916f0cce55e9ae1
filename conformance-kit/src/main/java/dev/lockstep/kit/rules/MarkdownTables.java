package dev.lockstep.kit.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads the tables of a Markdown document, by the headings that they stand under. */
final class MarkdownTables {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER =
      Parser.builder()
          .extensions(EXTENSIONS)
          .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
          .build();

  private MarkdownTables() {}

  /**
   * Returns the tables: under each heading's text its tables, each a list of rows, the header
   * first, each a list of cells in the Markdown that they were written in.
   */
  static Map<String, List<List<List<String>>>> read(String markdown) {
    Map<String, List<List<List<String>>>> tables = new LinkedHashMap<>();
    PARSER.parse(markdown).accept(new Reader(markdown, tables));
    return tables;
  }

  private static final class Reader extends AbstractVisitor {
    private final String markdown;
    private final Map<String, List<List<List<String>>>> tables;
    private String heading = "";

    Reader(String markdown, Map<String, List<List<List<String>>>> tables) {
      this.markdown = markdown;
      this.tables = tables;
    }

    @Override
    public void visit(Heading at) {
      heading = source(at).replaceFirst("^#+\\s*", "");
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        tables.computeIfAbsent(heading, any -> new ArrayList<>()).add(new ArrayList<>());
      }
      visitChildren(block);
    }

    @Override
    public void visit(CustomNode node) {
      if (node instanceof TableRow) {
        List<String> cells = new ArrayList<>();
        for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
          if (cell instanceof TableCell) {
            cells.add(source(cell));
          }
        }
        List<List<List<String>>> under = tables.getOrDefault(heading, List.of());
        under.get(under.size() - 1).add(cells);
      } else {
        visitChildren(node);
      }
    }

    private String source(Node node) {
      StringBuilder text = new StringBuilder();
      for (SourceSpan span : node.getSourceSpans()) {
        text.append(markdown, span.getInputIndex(), span.getInputIndex() + span.getLength());
      }
      return text.toString().strip();
    }
  }
}
