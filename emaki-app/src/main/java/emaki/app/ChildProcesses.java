package emaki.app;

import emaki.data.InputException;
import emaki.sweep.CommandLauncher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Emaki commands as processes of their own: the same Java, class path and flags as this one. */
final class ChildProcesses implements CommandLauncher {
  /** Flags that are this process's alone: its terminal, its descriptors, its debugger. */
  private static final List<String> OWN =
      List.of("-Demaki.stderr=", "-Demaki.terminal=", "-D" + ParentWatch.PROPERTY, "-agentlib:");

  @Override
  public void check(List<String> words) {
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
  public Command start(List<String> words, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
        .forEach(command::add);
    command.add("-D" + ParentWatch.PROPERTY + "=" + ProcessHandle.current().pid());
    Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName())
        .forEach(command::add);
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    return new Child(process);
  }

  /** One process. */
  private record Child(Process handle) implements Command {
    @Override
    public int await() throws InterruptedException {
      return handle.waitFor();
    }

    @Override
    public void stop() {
      handle.destroy();
    }

    @Override
    public Optional<ProcessHandle> process() {
      return Optional.of(handle.toHandle());
    }
  }
}
