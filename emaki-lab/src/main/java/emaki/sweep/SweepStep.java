package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.ShellWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One deed on a run of a sweep.
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
                .filter(step -> !entry.steps().containsKey(step.name()))
                .map(step -> new SweepStep(run, folder, step)))
        .toList();
  }

  @Override
  public RunFolder run() {
    return made().orElse(folder);
  }

  private Optional<RunFolder> made() {
    return then == null ? Optional.of(folder) : then.ownRun(folder.path());
  }

  @Override
  public boolean isDone() {
    return then == null && folder.finished().isPresent();
  }

  /** What makes a run goes on with what it had begun. */
  @Override
  public Deed deed() {
    Path begun = made().filter(RunFolder::isBegun).map(RunFolder::path).orElse(null);
    if (then == null) {
      return begun == null ? of.train(folder.path()) : Deed.resume(begun);
    }
    Deed whole = then.on(folder.path(), of.spec().training().threads());
    if (begun == null) {
      return whole;
    }
    String command = run().record().command();
    if (!command.startsWith(ShellWords.text(then.launcher().words(whole)))) {
      throw new InputException(
          begun.toString(), "was made by another command, " + command, "move it away");
    }
    return Deed.resume(begun);
  }
}
