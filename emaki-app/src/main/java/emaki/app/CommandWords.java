package emaki.app;

import emaki.data.InputException;
import emaki.run.ShellWords;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The words of a command line. */
final class CommandWords {
  private CommandWords() {}

  /** The words that do the same again, those of the shell among them quoted. */
  static String of(CommandSpec command, List<String> further) {
    List<String> words = command.root().commandLine().getParseResult().originalArgs();
    return ShellWords.text(Stream.concat(words.stream(), further.stream()).toList());
  }

  /**
   * Checks that nothing but the run is given to go on with.
   *
   * @throws InputException where options would be ignored
   */
  static void requireResumeAlone(CommandSpec command) {
    List<String> given =
        command.commandLine().getParseResult().matchedOptions().stream()
            .map(option -> option.longestName())
            .filter(name -> !List.of("--resume", "--json", "--quiet", "--no-color").contains(name))
            .toList();
    if (!given.isEmpty()) {
      throw new InputException(
          String.join(" ", given),
          "a resumed run keeps its own options",
          "give --resume RUN alone");
    }
  }
}
