package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.ShellWords;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One command on a run of a sweep.
 *
 * @param of the run
 * @param folder of that run
 * @param then what follows training; null: training itself
 */
record SweepStep(SweepRun of, RunFolder folder, @Nullable FollowUp then) implements RunWorker.Step {
  /** Training, then each follow-up that {@code sweep.json} does not know as done. */
  static List<SweepStep> of(
      SweepPlan plan, SweepRun run, RunFolder folder, SweepRecord.Entry entry) {
    return Stream.concat(
            Stream.of(new SweepStep(run, folder, null)),
            plan.steps().stream()
                .filter(step -> !entry.steps().containsKey(step.command()))
                .map(step -> new SweepStep(run, folder, step)))
        .toList();
  }

  @Override
  public RunFolder run() {
    return then == null ? folder : then.ownRun(folder.path()).orElse(folder);
  }

  @Override
  public boolean isDone() {
    return then == null && folder.finished().isPresent();
  }

  /** A command that makes a run goes on with what it had begun. */
  @Override
  public List<String> words() {
    String path = folder.path().toString();
    List<String> words =
        then == null ? of.train(path) : then.on(path, of.spec().training().threads());
    Optional<RunFolder> made = then == null ? Optional.of(folder) : then.ownRun(folder.path());
    return made.filter(RunFolder::isBegun).map(begun -> resume(begun, words)).orElse(words);
  }

  private List<String> resume(RunFolder begun, List<String> words) {
    String path = begun.path().toString();
    String command = begun.record().command();
    if (then != null && !command.startsWith(ShellWords.text(words))) {
      throw new InputException(path, "was made by another command, " + command, "move it away");
    }
    return List.of(words.get(0), "--resume", path);
  }
}
