package emaki.app;

import emaki.sweep.CommandLauncher;
import emaki.sweep.CommandLauncher.Ending;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A command's process. */
record Child(String command, Process handle, CommandLog log) implements CommandLauncher.Command {
  /** Exit codes of a command that was asked to stop: by Ctrl-C, by a polite kill. */
  private static final Set<Integer> STOPPED = Set.of(TrainingSession.INTERRUPTED, 143);

  @Override
  public Optional<Ending> await() throws IOException, InterruptedException {
    return ending(handle.waitFor(), command, log);
  }

  /** How a command ended, by its exit code; empty where it did what it was to do. */
  static Optional<Ending> ending(int code, String command, CommandLog log) throws IOException {
    if (code == 0) {
      return Optional.empty();
    }
    if (STOPPED.contains(code)) {
      return Optional.of(Ending.INTERRUPTED);
    }
    String why =
        log.complaint().orElse("emaki %s ended with exit code %d".formatted(command, code));
    return Optional.of(new Ending(State.FAILED, why));
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
