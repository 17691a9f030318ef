package emaki.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** One HTML file that needs no other: head and tail, pictures as part of it. */
final class Page {
  private static final String SHARED_STYLE = "page.css";

  private final Html html = new Html();

  Html html() {
    return html;
  }

  /**
   * The head, and where the body begins.
   *
   * @param scripts whether there are any; a browser then runs those in the page, and else none
   * @param styles resources beside the one of all pages
   */
  void begin(String title, boolean scripts, List<String> styles) throws IOException {
    html.raw(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'%s">
        """
            .formatted(scripts ? "; script-src 'unsafe-inline'" : ""));
    html.element("title", title);
    html.raw("<style>\n" + resource(SHARED_STYLE));
    for (String style : styles) {
      html.raw(resource(style));
    }
    html.raw("</style>\n</head>\n<body>\n");
  }

  /** The tail, with a script where there is one; the whole page. */
  String end(String script) throws IOException {
    if (!script.isEmpty()) {
      html.raw("<script>\n" + resource(script) + "</script>\n");
    }
    html.raw("</body>\n</html>\n");
    return html.toString();
  }

  /** A number and what it is, in a list of class {@code tiles}. */
  void tile(String value, String what) {
    html.raw("<li>");
    html.element("strong", value);
    html.element("span", what);
    html.raw("</li>\n");
  }

  /** A picture with its caption, as large as it wants to be where there is room. */
  void image(Path file, String caption) throws IOException {
    if (!Files.isRegularFile(file)) {
      html.element("p", file.getFileName() + " is missing.");
      return;
    }
    html.raw("<figure>");
    picture(Files.readAllBytes(file), caption);
    html.element("figcaption", caption);
    html.raw("</figure>\n");
  }

  /** A PNG alone. */
  void picture(byte[] png, String words) {
    html.raw(
        "<img width=\"%d\" height=\"%d\" src=\"data:image/png;base64,"
            .formatted(Picture.width(png), Picture.height(png)));
    html.raw(Base64.getEncoder().encodeToString(png) + "\" alt=\"");
    html.text(words);
    html.raw("\">");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
