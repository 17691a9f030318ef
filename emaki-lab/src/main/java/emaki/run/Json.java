package emaki.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * How emaki writes and reads JSON: snake_case names, indented, nothing left out, unknown keys
 * allowed.
 */
public final class Json {
  /** The one mapper of run folders and of results on standard output. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  /** The settings that may name a part from elsewhere. */
  private static final Set<String> PARTS =
      Set.of("data", "prior", "divergence", "objective", "method");

  private Json() {}

  /** Writes a value beside its place and renames it. */
  public static void write(Path file, Object value) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(value);
    AtomicFile.write(file, out -> out.write(json));
  }

  /**
   * Reads a file that holds an object.
   *
   * @param hint what to do where it does not
   * @throws InputException where it cannot be read or is damaged
   */
  public static JsonNode read(Path file, String hint) {
    try {
      JsonNode tree = MAPPER.readTree(file.toFile());
      if (tree.isObject()) {
        return tree;
      }
      throw new InputException(file.toString(), "is damaged: it holds no object", hint);
    } catch (JacksonException e) {
      throw new InputException(file.toString(), "is damaged" + where(e), hint, e);
    } catch (IOException e) {
      throw InputException.of(file, "cannot be read", e, "check its permissions");
    }
  }

  /** The same as what the object stands for; it must lack nothing, and all be of its kind. */
  static <T> T read(Path file, Class<T> type, String hint) {
    return value(read(file, hint), type, file, hint);
  }

  /**
   * The format of a record; 0 where it names none.
   *
   * @param newest that this emaki reads
   * @throws InputException where it is from a newer emaki
   */
  public static int format(JsonNode tree, Path file, int newest) {
    int format = tree.path("format").asInt(0);
    if (format > newest) {
      throw new InputException(
          file.toString(),
          "format %d is newer than this emaki reads (%d)".formatted(format, newest),
          "use the emaki that wrote it, " + tree.path("emaki").asText("unknown"));
    }
    return format;
  }

  /**
   * What a file's object stands for.
   *
   * @throws InputException where it lacks something, or a value is not of its kind
   */
  public static <T> T value(JsonNode tree, Class<T> type, Path file, String hint) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      if (e.getCause() instanceof InputException fault) {
        boolean part = fault.setting().filter(PARTS::contains).isPresent();
        throw new InputException(
            file.toString(),
            "holds what is not taken: %s: %s".formatted(fault.subject(), fault.reason()),
            part ? "if it is a part from a jar, put the jar on the class path; else " + hint : hint,
            e);
      }
      throw new InputException(file.toString(), "is damaged" + where(e), hint, e);
    }
  }

  /** Where or why, without the names of classes that Jackson puts into its messages. */
  static String where(JacksonException e) {
    if (e.getCause() instanceof InputException
        || e.getCause() instanceof NullPointerException
        || e.getCause() instanceof IllegalArgumentException) {
      String said = String.valueOf(e.getCause().getMessage());
      // What nobody has checked Java tells by the names of its own methods.
      boolean ours = !said.startsWith("Cannot ") && !said.equals("null");
      return ours ? ": " + said : ": a value is missing";
    }
    JsonLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ": a value in it is not of its kind"
        : ", at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
