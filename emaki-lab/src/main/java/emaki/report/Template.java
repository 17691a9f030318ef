package emaki.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import emaki.data.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * A text with places for values, in Mustache. An empty text and an empty list count as nothing.
 * Whatever is put in is text, escaped, unless the place says {@code &}; a double has four decimals.
 */
final class Template {
  private static final String[][] HTML = {
    {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}
  };

  private static final String[][] MARKDOWN = {{"|", "\\|"}, {"\n", " "}};

  /** The page of an autoencoder's run. */
  static final Template RUN = new Template("run.html", HTML);

  /** The page of a classifier's run. */
  static final Template CLASSIFIER = new Template("classifier.html", HTML);

  /** The page on a study. */
  static final Template PAPER = new Template("paper.html", HTML);

  /** The same as Markdown, whose cells are what is escaped. */
  static final Template RESULTS = new Template("results.md", MARKDOWN);

  /** Tables as Markdown. */
  static final Template TABLES = new Template("tables.md", MARKDOWN);

  /** What a model's folder says of it. */
  static final Template MODEL_CARD = new Template("model-card.md", MARKDOWN);

  private final String resource;
  private final Mustache.Compiler compiler;

  private Template(String resource, String[][] escaping) {
    this.resource = resource;
    this.compiler =
        Mustache.compiler()
            .withLoader(Template::reader)
            .withEscaper(Escapers.simple(escaping))
            .withFormatter(Template::words)
            .nullValue("")
            .emptyStringIsFalse(true);
  }

  /**
   * Fills it in, whole or not at all.
   *
   * @param values a map or a record of what it names
   * @return the file
   */
  Path write(Path file, Object values) throws IOException {
    try (Reader text = reader(resource)) {
      byte[] filled = compiler.compile(text).execute(values).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(file, out -> out.write(filled));
    }
    return file;
  }

  private static String words(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.4f", number)
        : String.valueOf(value);
  }

  private static Reader reader(String name) {
    InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(name), name);
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }
}
