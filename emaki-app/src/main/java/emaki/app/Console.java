package emaki.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import emaki.data.Remarks;
import emaki.run.Json;
import emaki.run.ShellWords;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What every command can say and how: results on standard output, progress and remarks on standard
 * error.
 */
final class Console {
  @Option(names = "--json", description = "Print the result as one JSON object on standard output.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing on standard error but errors.")
  private boolean quiet;

  @Option(names = "--no-color", description = "No colours and no progress bars.")
  private boolean plain;

  /** Whether the result is to be JSON. */
  boolean json() {
    return json;
  }

  /** Whether remarks are unwanted. */
  boolean quiet() {
    return quiet;
  }

  /** Columns of the terminal that standard error is, or 0 where it is none or bars are unwanted. */
  int terminalColumns() {
    return plain || quiet || !coloured(System.getenv())
        ? 0
        : Integer.getInteger("emaki.terminal", 0);
  }

  /** A remark: what is going on, what to do next. In one line, whatever files are called. */
  void say(String format, @Nullable Object... arguments) {
    if (!quiet) {
      System.err.println(ShellWords.visible(format.formatted(arguments)));
    }
  }

  /** What is to be said of how images were read. */
  void say(Remarks remarks) {
    remarks.lines().forEach(line -> say("%s", Wording.of(line)));
  }

  /** Commands worth running next, each by its words after {@code emaki}. */
  void next(List<?>... commands) {
    say(
        "next: %s",
        Stream.of(commands)
            .map(words -> CommandWords.of(words.stream().map(Console::word).toList()))
            .collect(Collectors.joining("; ")));
  }

  private static String word(Object word) {
    return word instanceof Path path ? ShellWords.file(path.toString()) : String.valueOf(word);
  }

  /** A line of the result for people; nothing where JSON is wanted. */
  void print(String format, @Nullable Object... arguments) {
    if (!json) {
      System.out.println(ShellWords.visible(format.formatted(arguments)));
    }
  }

  /** The result for programs; nothing where people read. */
  void result(Map<String, ?> values) {
    if (json) {
      result(System.out, values);
    }
  }

  private static void result(PrintStream out, Map<String, ?> values) {
    try {
      out.println(Json.MAPPER.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new AssertionError("results are plain values", e);
    }
  }

  /** Whether standard error takes colours: NO_COLOR (no-color.org) and dumb terminals do not. */
  static boolean coloured(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"))
        && Integer.getInteger("emaki.terminal", 0) > 0;
  }
}
