package emaki.report;

import emaki.report.PaperPage.Link;
import emaki.report.PaperPage.Row;
import emaki.report.PaperPage.Section;
import emaki.report.PaperPage.Table;
import emaki.report.PaperPage.Verdict;
import java.util.List;
import java.util.Locale;

/** The paper page's tables: the summary, figures and claims with their verdicts, CSV files. */
final class PaperTables {
  private static final List<String> ROW_HEAD =
      List.of("What", "Split", "Study", "Ours", "Spread", "Verdict", "Wall time");

  /** Longer tables scroll on a screen. */
  private static final int LONG = 18;

  private final Html html;

  PaperTables(Html html) {
    this.html = html;
  }

  /** A section's id as part of an address. */
  static String anchor(Section section) {
    return "section-" + section.id().replaceAll("[^A-Za-z0-9-]", "-");
  }

  void summary(List<Section> sections) {
    html.raw(
        """
        <table class="summary"><thead><tr><th scope="col">Table or figure</th><th scope="col">Id</th>
        <th scope="col">Does the study's claim hold?</th></tr></thead><tbody>
        """);
    for (Section section : sections) {
      html.raw("<tr><th scope=\"row\">");
      html.link("#" + anchor(section), section.title());
      html.raw("</th><td><code>");
      html.text(section.id());
      html.raw("</code></td><td class=\"verdicts\">");
      for (Verdict verdict : Verdict.values()) {
        long count = section.rows().stream().filter(r -> r.verdict() == verdict).count();
        if (count > 0) {
          badge(verdict, count);
        }
      }
      if (!section.waiting().isEmpty()) {
        html.raw("<span class=\"badge still\">");
        html.text(section.waiting());
        html.raw("</span>");
      }
      html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n");
  }

  void rows(Section section) {
    if (section.rows().isEmpty()) {
      return;
    }
    html.raw("<table class=\"claims\"><thead><tr>");
    ROW_HEAD.forEach(name -> html.raw("<th scope=\"col\">" + name + "</th>"));
    html.raw("</tr></thead>\n");
    section.rows().forEach(this::row);
    html.raw("</table>\n");
  }

  private void row(Row row) {
    html.raw("<tbody><tr><th scope=\"row\">");
    html.text(row.what());
    html.raw("</th>");
    List<String> cells = List.of(row.split(), row.study(), row.ours(), row.spread());
    for (int i = 0; i < cells.size(); i++) {
      cell(ROW_HEAD.get(i + 1), cells.get(i));
    }
    html.raw("<td data-name=\"Verdict\">");
    badge(row.verdict(), 1);
    html.raw("</td>");
    cell("Wall time", row.seconds());
    html.raw("</tr>\n");
    if (!row.why().isEmpty() || !row.runs().isEmpty()) {
      html.raw("<tr class=\"why\"><td colspan=\"" + ROW_HEAD.size() + "\">");
      html.text(row.why());
      runs(row.runs());
      html.raw("</td></tr>");
    }
    html.raw("</tbody>\n");
  }

  private void cell(String name, String text) {
    html.raw("<td data-name=\"" + name + "\"" + (text.isEmpty() ? " class=\"empty\">" : ">"));
    html.text(text);
    html.raw("</td>");
  }

  private void runs(List<Link> runs) {
    if (runs.isEmpty()) {
      return;
    }
    html.raw("<span class=\"runs\">" + (runs.size() == 1 ? "Run " : "Runs "));
    for (int i = 0; i < runs.size(); i++) {
      html.raw(i == 0 ? "" : " ");
      html.raw("<span data-target=\"");
      html.text(runs.get(i).href());
      html.raw("\">");
      html.link(runs.get(i).href(), runs.get(i).text());
      html.raw("</span>");
    }
    html.raw("</span>");
  }

  /** A verdict in colour and word; more than one with their number. */
  private void badge(Verdict verdict, long count) {
    html.raw("<span class=\"badge " + verdict.name().toLowerCase(Locale.ROOT) + "\">");
    html.text(
        count == 1
            ? (verdict == Verdict.NONE ? "no claim" : verdict.word())
            : count + " " + words(verdict));
    html.raw("</span>");
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> "hold";
      case DIFFERS -> "differ";
      case UNDECIDED -> "undecided";
      case NONE -> "without a claim";
    };
  }

  void table(Table table) {
    html.raw(
        "<div class=\"wide" + (table.rows().size() > LONG ? " long" : "") + "\" tabindex=\"0\">");
    html.raw("<table class=\"full\"><caption>");
    html.text(table.caption() + " ");
    html.link("tables/" + table.name() + ".csv", "tables/" + table.name() + ".csv");
    html.raw("</caption>\n<thead><tr>");
    boolean[] numbers = numbers(table);
    for (int c = 0; c < table.head().size(); c++) {
      html.raw("<th scope=\"col\"" + (numbers[c] ? " class=\"number\">" : ">"));
      html.text(table.head().get(c));
      html.raw("</th>");
    }
    html.raw("</tr></thead><tbody>\n");
    for (List<String> row : table.rows()) {
      html.raw("<tr>");
      for (int c = 0; c < row.size(); c++) {
        html.raw(c < numbers.length && numbers[c] ? "<td class=\"number\">" : "<td>");
        html.text(row.get(c));
        html.raw("</td>");
      }
      html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>\n");
  }

  /** Which columns hold numbers, perhaps with a sign or a unit. */
  private static boolean[] numbers(Table table) {
    boolean[] numbers = new boolean[table.head().size()];
    for (int c = 0; c < numbers.length; c++) {
      int column = c;
      numbers[c] =
          table.rows().stream()
              .filter(row -> column < row.size() && !row.get(column).isEmpty())
              .allMatch(row -> row.get(column).matches("[-+−±]?[0-9].{0,24}"));
    }
    return numbers;
  }
}
