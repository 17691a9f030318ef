package emaki.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTML as it grows. Whatever comes from outside goes in as text, escaped. */
final class Html {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringBuilder out = new StringBuilder();

  /** Markup of our own. */
  void raw(String markup) {
    out.append(markup);
  }

  /** Text, safe in content and in quoted attributes. */
  void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  /** An element that holds text. */
  void element(String name, String text) {
    out.append('<').append(name).append('>');
    text(text);
    out.append("</").append(name).append(">\n");
  }

  /** A figure for a table; nothing where there is none. */
  static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** A table, broader than the page if need be; rows begin with what they are of. */
  void table(List<String> head, List<List<String>> rows) {
    raw("<div class=\"wide\"><table><thead><tr>");
    head.forEach(name -> element("th", name));
    raw("</tr></thead><tbody>\n");
    rows.forEach(this::row);
    raw("</tbody></table></div>\n");
  }

  /** A table's row that begins with what it is of. */
  void row(List<String> cells) {
    raw("<tr>");
    element("th", cells.get(0));
    cells.stream().skip(1).forEach(cell -> element("td", cell));
    raw("</tr>\n");
  }

  /** A link with its text. */
  void link(String href, String text) {
    raw("<a href=\"");
    text(href);
    raw("\">");
    text(text);
    raw("</a>");
  }

  /** A value for the script, in an element that cannot be closed from within. */
  void json(String id, Object value) {
    try {
      String json = JSON.writeValueAsString(value).replace("<", "\\u003c");
      out.append("<script type=\"application/json\" id=\"" + id + "\">" + json + "</script>\n");
    } catch (JsonProcessingException e) {
      throw new AssertionError("plain values have a JSON form", e);
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
