package emaki.app.explore;

import emaki.data.InputException;
import emaki.sweep.CommandLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command line's {@code train}, as the pages offer it: its own options, its own checks. */
public interface Training {
  /**
   * One option.
   *
   * @param name long, without dashes
   * @param description as the help has it
   * @param value that it has unless it is given; empty where there is none
   * @param choices what it takes, where that can be listed; not always all of it
   * @param closed whether it takes nothing else
   */
  record Option(
      String name, String description, String value, List<String> choices, boolean closed) {}

  /** All options that describe a run, in the help's order. */
  List<Option> options();

  /**
   * The words after {@code emaki}, with those options alone that are not as they are anyway.
   *
   * @param options text by name
   * @throws InputException where there is no such option, a value is not of its kind or out of its
   *     range, or options do not fit together
   */
  List<String> words(Map<String, String> options);

  /** Starts a command, as a process of its own; what it says is appended to the log. */
  CommandLauncher.Command start(List<String> words, Path log) throws IOException;
}
