package emaki.app;

import emaki.data.InputException;
import emaki.sweep.CommandLauncher;
import emaki.sweep.Deed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Emaki commands as processes of their own: the same Java, class path and flags as this one. */
final class ChildProcesses implements CommandLauncher {
  /** Flags that are this process's alone: its terminal, its descriptors, its debugger. */
  private static final List<String> OWN =
      List.of("-Demaki.stderr=", "-Demaki.terminal=", "-D" + ParentWatch.PROPERTY, "-agentlib:");

  @Override
  public List<String> words(Deed deed) {
    return Stream.concat(Stream.of("emaki"), CommandWords.words(deed).stream()).toList();
  }

  @Override
  public void check(Deed deed) {
    try {
      check(CommandWords.words(deed));
    } catch (InputException e) {
      // What is at fault is the setting whose option the refusal quotes.
      String culprit =
          deed.settings().keySet().stream()
              .filter(name -> e.reason().contains("'--" + name + "'"))
              .findFirst()
              .orElse(deed.name());
      throw new InputException("‹" + culprit + "›", e.subject() + ": " + e.reason(), e.hint(), e);
    }
  }

  /**
   * Checks a command without carrying it out.
   *
   * @throws InputException where there is no such command or option, or a value does not fit
   */
  static void check(List<String> words) {
    try {
      Main.commandLine().parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      String hint = "emaki " + words.get(0) + " --help tells the options";
      if (e instanceof UnmatchedArgumentException unmatched
          && !unmatched.getSuggestions().isEmpty()) {
        hint = "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
      }
      throw new InputException("emaki " + words.get(0), String.valueOf(e.getMessage()), hint, e);
    }
  }

  @Override
  public Command start(Deed deed, Path log) throws IOException {
    return start(CommandWords.words(deed), log);
  }

  /** This process's flags that its children are to have. */
  static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
        .toList();
  }

  /** Starts a command; what it says is appended to the log. */
  static Command start(List<String> words, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("-D" + ParentWatch.PROPERTY + "=" + ProcessHandle.current().pid());
    Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName())
        .forEach(command::add);
    command.addAll(words);
    CommandLog said = CommandLog.begin(log, words);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    return new Child(words.get(0), process, said);
  }
}
