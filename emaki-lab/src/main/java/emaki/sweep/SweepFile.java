package emaki.sweep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import emaki.data.InputException;
import emaki.run.TrialOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sweep file as read: YAML or JSON that fits {@code sweep.schema.json}, and where in the file
 * each key stands.
 *
 * <p>The lines come from a walk of our own over the parser's tokens: trees that remember where
 * their nodes were know the line of a value, and a person looks for the key.
 */
public final class SweepFile {
  private static final int MOST_BYTES = 1 << 20;

  private static final String WHAT_TO_NAME =
      "name a sweep file in YAML or JSON; ‹sweep-schema› tells what goes where";

  /** YAML 1.1 takes 1e-3, without a point and a sign in it, for text. */
  private static final Pattern EXPONENT = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?[eE][-+]?[0-9]+");

  /** What the readers of YAML and JSON say, and what that means to whoever wrote the file. */
  private static final List<Map.Entry<Pattern, String>> WORDS =
      List.of(
          words("Duplicate field '(.*?)'", "has the key %s twice"),
          words("\\\\t|\\(TAB\\)", "is indented by a tab: YAML wants spaces"),
          words("mapping values are not allowed", "has a colon where no key can stand"),
          words("expected ',' or '([]}])'", "lacks a comma or the closing %s"),
          words("expected <block end>", "is indented as nothing above it is"),
          words("could not find expected ':'", "lacks a colon after a key"),
          words("scanning a quoted scalar|unexpected end of stream", "lacks a closing quote"),
          words("special characters|UTF-8|code point", "holds what is no text"),
          words("end-of-input", "ends too early"),
          words("[Nn]esting depth", "is nested too deeply"));

  private static final Pattern LINE = Pattern.compile("line ([0-9]+), column");

  private final Path path;
  private final byte[] bytes;
  private final JsonNode tree;
  private final Map<JsonPointer, Integer> lines;

  private SweepFile(Path path, byte[] bytes, JsonNode tree, Map<JsonPointer, Integer> lines) {
    this.path = path;
    this.bytes = bytes;
    this.tree = tree;
    this.lines = lines;
  }

  /**
   * Reads and validates a file.
   *
   * @param path whose name ends in .json, or else is read as YAML
   * @throws InputException that names line and key, where it is not a sweep
   */
  public static SweepFile read(Path path) {
    byte[] bytes = bytes(path);
    JsonFactory format =
        path.toString().toLowerCase(Locale.ROOT).endsWith(".json")
            ? new JsonFactory()
            : new YAMLFactory();
    try {
      Map<JsonPointer, Integer> lines = lines(path, format, bytes);
      JsonNode tree = numbers(new ObjectMapper(format).readTree(bytes), "");
      SweepFile file = new SweepFile(path, bytes, tree, lines);
      SweepSchema.validate(file);
      return file;
    } catch (JsonProcessingException e) {
      throw unreadable(path, e);
    } catch (IOException e) {
      throw InputException.of(path, "cannot be read", e, "check the file");
    }
  }

  /** The file's whole content. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** The sweep's name: as the file says, or as it is called. */
  public String name() {
    String called =
        String.valueOf(path.getFileName())
            .replaceFirst("\\.[^.]*$", "")
            .replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceFirst("^[-.]+", "");
    return tree.path("name").asText(called.isEmpty() ? "sweep" : called);
  }

  JsonNode tree() {
    return tree;
  }

  /**
   * A value.
   *
   * @param text in the form that an option takes
   * @param where it stands
   */
  record Value(String text, JsonPointer where) {}

  Value value(JsonPointer where) {
    return new Value(TrialOptions.text(tree.at(where)), where);
  }

  /** An object's values by key; none where there is no object. */
  Map<String, Value> values(JsonPointer where) {
    Map<String, Value> values = new LinkedHashMap<>();
    tree.at(where)
        .fieldNames()
        .forEachRemaining(key -> values.put(key, value(where.appendProperty(key))));
    return values;
  }

  /**
   * A fault of the file.
   *
   * @param where the key at fault, or an index of an array
   */
  InputException fault(JsonPointer where, String why, String hint) {
    return new InputException(place(where), why, hint);
  }

  /** {@code sweep.yaml:7: grid.sigma[2]}. */
  String place(JsonPointer where) {
    String key = where.toString().substring(where.matches() ? 0 : 1);
    String dotted = key.replaceAll("/([0-9]+)(?=/|$)", "[$1]").replace('/', '.');
    return path + ":" + line(where) + (dotted.isEmpty() ? "" : ": " + dotted);
  }

  /** The line of a key, from 1; where it is missing, that of what should hold it. */
  int line(JsonPointer where) {
    Integer line = lines.get(where);
    JsonPointer holder = where.head();
    return line != null ? line : holder == null ? 1 : line(holder);
  }

  private static byte[] bytes(Path path) {
    if (Files.isDirectory(path)) {
      throw new InputException(path.toString(), "is a folder", WHAT_TO_NAME);
    }
    try {
      if (Files.isRegularFile(path) && Files.size(path) > MOST_BYTES) {
        throw new InputException(
            path.toString(),
            "holds %d bytes, expected at most %d".formatted(Files.size(path), MOST_BYTES),
            "name a sweep file");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw InputException.of(path, "cannot be read", e, WHAT_TO_NAME);
    }
  }

  private static Map<JsonPointer, Integer> lines(Path path, JsonFactory format, byte[] bytes)
      throws IOException {
    Map<JsonPointer, Integer> lines = new HashMap<>();
    try (JsonParser parser = format.createParser(bytes)) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      int roots = 0;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser instanceof YAMLParser yaml
            && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
          throw new InputException(
              path + ":" + line, "anchors and aliases are not read", "write the value out");
        }
        depth -= token.isStructEnd() ? 1 : 0;
        if (depth == 0 && !token.isStructEnd() && ++roots > 1) {
          throw new InputException(
              path + ":" + line, "a second document", "put each sweep into a file of its own");
        }
        depth += token.isStructStart() ? 1 : 0;
        lines.putIfAbsent(parser.getParsingContext().pathAsPointer(), line);
      }
    }
    return lines;
  }

  private static JsonNode numbers(JsonNode node, String key) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(e -> e.setValue(numbers(e.getValue(), e.getKey())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, numbers(array.get(i), key));
      }
    } else if (node.isTextual()
        && !key.equals("name")
        && EXPONENT.matcher(node.asText()).matches()) {
      return DoubleNode.valueOf(Double.parseDouble(node.asText()));
    }
    return node;
  }

  private static InputException unreadable(Path path, JsonProcessingException e) {
    String place = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
    // Of a fault's two places YAML's reader names the beginning of the block as its own.
    Matcher lines = LINE.matcher(String.valueOf(e.getOriginalMessage()));
    while (lines.find()) {
      place = ":" + lines.group(1);
    }
    return new InputException(
        path + place,
        why(String.valueOf(e.getOriginalMessage())),
        "mend the YAML or JSON there",
        e);
  }

  private static Map.Entry<Pattern, String> words(String said, String meaning) {
    return Map.entry(Pattern.compile(said), meaning);
  }

  private static String why(String said) {
    for (Map.Entry<Pattern, String> words : WORDS) {
      Matcher found = words.getKey().matcher(said);
      if (found.find()) {
        return found.groupCount() == 0
            ? words.getValue()
            : words.getValue().formatted(found.group(1));
      }
    }
    return "is neither YAML nor JSON from here on";
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
