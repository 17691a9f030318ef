package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import emaki.data.InputException;
import emaki.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that follows each run of a sweep.
 *
 * @param command such as {@code cluster}
 * @param options its words after the run: {@code --k 10}
 * @param threaded whether it is told the run's threads, on which its bits depend
 * @param where in the file it stands
 */
public record FollowUp(String command, List<String> options, boolean threaded, JsonPointer where) {
  /** Commands that make a run of their own inside the run, and where. */
  private static final Map<String, String> OWN_RUNS = Map.of("classify", "classifier");

  private static final List<String> THREADS = List.of("--threads", "1");

  public FollowUp {
    options = List.copyOf(options);
  }

  /**
   * A step of options; true gives a flag, false leaves it out.
   *
   * @throws InputException that names line and key, where the launcher does not know the command or
   *     an option, or a value does not fit
   */
  static FollowUp of(
      SweepFile file,
      String command,
      Map<String, SweepValue> options,
      JsonPointer where,
      CommandLauncher launcher) {
    List<String> words = new ArrayList<>();
    options.forEach(
        (name, value) -> {
          if (!value.text().equals("false")) {
            words.add("--" + name);
          }
          if (!value.text().equals("false") && !value.text().equals("true")) {
            words.add(value.text());
          }
        });
    FollowUp step = new FollowUp(command, words, false, where);
    try {
      launcher.check(step.on("RUN", 1));
    } catch (InputException e) {
      throw e.at(file.place(step.culprit(String.valueOf(e.getMessage()))));
    }
    return new FollowUp(command, words, step.takesThreads(launcher), where);
  }

  /** The key of the option that a refusal quotes. */
  private JsonPointer culprit(String message) {
    return options.stream()
        .filter(word -> word.startsWith("--") && message.contains("'" + word + "'"))
        .findFirst()
        .map(word -> where.appendProperty(word.substring(2)))
        .orElse(where);
  }

  private boolean takesThreads(CommandLauncher launcher) {
    if (options.contains(THREADS.get(0))) {
      return false;
    }
    List<String> words = new ArrayList<>(on("RUN", 1));
    words.addAll(THREADS);
    try {
      launcher.check(words);
      return true;
    } catch (InputException e) {
      return false;
    }
  }

  /**
   * The command's words on a run.
   *
   * @param threads of the run
   */
  List<String> on(String run, int threads) {
    List<String> words = new ArrayList<>(List.of(command, run));
    words.addAll(options);
    if (threaded) {
      words.addAll(List.of(THREADS.get(0), String.valueOf(threads)));
    }
    return words;
  }

  /** The run that the command makes inside a run, where it makes one. */
  Optional<RunFolder> ownRun(Path run) {
    return Optional.ofNullable(OWN_RUNS.get(command)).map(name -> new RunFolder(run.resolve(name)));
  }

  /** The options as one text, as {@code sweep.json} keeps them. */
  String text() {
    return String.join(" ", options);
  }
}
