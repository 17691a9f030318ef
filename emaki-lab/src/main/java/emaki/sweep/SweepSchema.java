package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import emaki.data.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The JSON Schema of sweep files: what it tells is what a file is checked by. */
public final class SweepSchema {
  private static final String RESOURCE = "sweep.schema.json";
  private static final int MOST_SHOWN = 60;

  /** The pattern of texts where a number is usual. */
  private static final String AUTO = "^auto$";

  private final JsonNode schema;
  private final SweepFile file;

  private SweepSchema(JsonNode schema, SweepFile file) {
    this.schema = schema;
    this.file = file;
  }

  /** The schema, JSON Schema draft 2020-12. */
  public static String text() {
    try (InputStream in = SweepSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Expected " + RESOURCE + " beside the classes, found none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Validates a file.
   *
   * @throws InputException for the fault that stands first in the file
   */
  static void validate(SweepFile file) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text(), InputFormat.JSON);
    SweepSchema words = new SweepSchema(schema.getSchemaNode(), file);
    schema.validate(file.tree()).stream()
        .min(Comparator.comparingInt(error -> file.line(where(error))))
        .ifPresent(
            error -> {
              throw words.fault(error);
            });
  }

  private InputException fault(Error error) {
    JsonPointer where = where(error);
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          file.fault(where, "unknown option", meant(String.valueOf(error.getProperty()), error));
      case "propertyNames" ->
          file.fault(
              where,
              "unknown command",
              meant(
                  String.valueOf(error.getProperty()),
                  strings(error.getSchemaNode().path("enum"))));
      case "type" ->
          file.fault(
              where,
              "expected %s, found %s".formatted(types(error), shown(error.getInstanceNode())),
              "‹sweep-schema› tells what goes where");
      case "minItems", "minProperties" ->
          file.fault(where, "is empty", "give it a value, or leave it out");
      case "uniqueItems" -> file.fault(where, "holds a value twice", "leave one of them out");
      case "required" ->
          file.fault(where, "needs " + error.getProperty(), "‹sweep-schema› tells the rest");
      default ->
          file.fault(
              where,
              "%s, found %s"
                  .formatted(
                      error.getSchemaNode().asText().equals(AUTO)
                          ? "expected number or auto"
                          : error.getMessage(),
                      shown(error.getInstanceNode())),
              "‹sweep-schema› tells the ranges");
    };
  }

  /** The options that stand beside the keyword that forbade this one. */
  private String meant(String typed, Error error) {
    if (typed.equals("seed")) {
      return "seeds stand beside base, as in seeds: [0, 1, 2]";
    }
    String location = error.getSchemaLocation().toString();
    JsonNode known =
        schema.at(
            JsonPointer.compile(location.substring(location.indexOf('#') + 1))
                .head()
                .appendProperty("properties"));
    return meant(typed, known.properties().stream().map(Map.Entry::getKey).toList());
  }

  /** {@code did you mean sigma?}, or all names where none is near. */
  private static String meant(String typed, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(typed, name)))
        .filter(name -> distance(typed, name) <= Math.max(1, Math.min(3, name.length() / 2)))
        .map(name -> "did you mean " + name + "?")
        .orElse("there are " + String.join(", ", known));
  }

  /** Levenshtein's distance: letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** The key at fault: for an unknown key the key itself, not the object that holds it. */
  private static JsonPointer where(Error error) {
    JsonPointer where = JsonPointer.compile(error.getInstanceLocation().toString());
    return error.getProperty() != null && !error.getKeyword().equals("required")
        ? where.appendProperty(error.getProperty())
        : where;
  }

  private static String types(Error error) {
    JsonNode wanted = error.getSchemaNode();
    return wanted.isArray() ? String.join(" or ", strings(wanted)) : wanted.asText();
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static String shown(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return "nothing";
    }
    String text = node.toString();
    return "%s %s"
        .formatted(
            node.getNodeType().toString().toLowerCase(Locale.ROOT),
            text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text);
  }
}
