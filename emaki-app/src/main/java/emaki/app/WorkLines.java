package emaki.app;

import emaki.sweep.SweepRecord.State;
import emaki.sweep.WorkProgress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line as each run ends, and one a minute on those that are at work. */
final class WorkLines implements WorkProgress.Listener {
  private static final double SECONDS_BETWEEN_LINES = 60;

  private final Console console;
  private final Path folder;
  private final Interruption interruption;
  private long said;

  WorkLines(Console console, Path folder, Interruption interruption) {
    this.console = console;
    this.folder = folder;
    this.interruption = interruption;
  }

  private synchronized void say(String format, Object... arguments) {
    said = System.nanoTime();
    console.say(format, arguments);
  }

  @Override
  public void onBegin(int todo, int total, double seconds) {
    say(
        "%s in %s, %d to do: about %s",
        SweepText.runs(total), folder, todo, TrainingProgress.duration(seconds));
  }

  @Override
  public void onRun(
      String run, State state, @Nullable String message, int ended, int todo, double secondsLeft) {
    say(
        "%d/%d  %s  %s%s, about %s to go",
        ended,
        todo,
        run,
        state,
        message == null ? "" : ": " + message,
        TrainingProgress.duration(secondsLeft));
  }

  @Override
  public synchronized void onPulse(List<String> atWork, int ended, int todo, double secondsLeft) {
    if (!atWork.isEmpty() && (System.nanoTime() - said) / 1e9 >= SECONDS_BETWEEN_LINES) {
      say(
          "%d/%d  %s, about %s to go",
          ended, todo, String.join(", ", atWork), TrainingProgress.duration(secondsLeft));
    }
  }

  @Override
  public boolean cancelled() {
    return interruption.requested();
  }
}
