package emaki.app;

import emaki.data.InputException;
import emaki.run.ShellWords;
import emaki.sweep.Deed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The words of a command line. */
public final class CommandWords {
  /** The options that do not change a run. */
  private static final List<String> BESIDE_RESUME =
      List.of("--resume", "--tensorboard", "--json", "--quiet", "--no-color");

  private CommandWords() {}

  /** Words that follow {@code emaki} as one line, those of the shell among them quoted. */
  public static String of(List<String> words) {
    return ShellWords.text(Stream.concat(Stream.of("emaki"), words.stream()).toList());
  }

  /** The line that does the same again. */
  static String of(CommandSpec command, List<String> further) {
    List<String> words = command.root().commandLine().getParseResult().originalArgs();
    return of(Stream.concat(words.stream(), further.stream()).toList());
  }

  /** The line that does what a sweep or the study has to be done. */
  static String of(Deed deed) {
    return of(words(deed));
  }

  /**
   * The words after {@code emaki}: a deed is a command, perhaps with a command of that after a
   * space; its settings are options.
   */
  static List<String> words(Deed deed) {
    Path on = deed.on();
    if (on != null && deed.name().equals(Deed.RESUME)) {
      return List.of(Wording.trainer(on.toString()), "--resume", ShellWords.file(on.toString()));
    }
    List<String> words = new ArrayList<>(List.of(deed.name().split(" ", -1)));
    if (on != null) {
      words.add(ShellWords.file(on.toString()));
    }
    deed.settings()
        .forEach(
            (name, value) -> {
              words.add((value.equals("false") ? "--no-" : "--") + name);
              if (!value.equals("true") && !value.equals("false")) {
                words.add(value);
              }
            });
    if (deed.into() != null) {
      words.addAll(List.of("--out", deed.into().toString()));
    }
    return words;
  }

  /**
   * Checks that nothing but the run is given to go on with, and what does not change it.
   *
   * @throws InputException where options would be ignored
   */
  static void requireResumeAlone(CommandSpec command) {
    List<String> given =
        command.commandLine().getParseResult().matchedOptions().stream()
            .map(option -> option.longestName())
            .filter(name -> !BESIDE_RESUME.contains(name))
            .toList();
    if (!given.isEmpty()) {
      throw new InputException(
          String.join(" ", given),
          "a resumed run keeps its own options",
          "give --resume RUN alone");
    }
  }
}
