package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.ShellWords;
import emaki.sweep.CommandRunner.Ending;
import emaki.sweep.SweepRecord.Entry;
import emaki.sweep.SweepRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries runs of a sweep out: training, from the beginning or from where it was interrupted, then
 * each step that has not been done. May be called by several threads.
 */
final class SweepWorker {
  private final SweepPlan plan;
  private final SweepFolder folder;
  private final CommandRunner runner;
  private final SweepProgress progress;

  SweepWorker(SweepPlan plan, SweepFolder folder, CommandRunner runner, SweepProgress progress) {
    this.plan = plan;
    this.folder = folder;
    this.runner = runner;
    this.progress = progress;
  }

  /** Carries a run out; one that fails is recorded, and is no failure of this. */
  @Nullable Void carryOut(SweepRun run) throws IOException, InterruptedException {
    if (runner.isHalted()) {
      return null;
    }
    Ending how;
    try {
      how = steps(run).orElse(new Ending(State.FINISHED, null));
    } catch (InputException e) {
      how = new Ending(State.FAILED, e.getMessage());
    }
    Entry entry = progress.entry(run).with(how.state(), how.message());
    if (how.state() == State.INTERRUPTED) {
      progress.put(run, entry);
    } else {
      progress.end(run, entry);
    }
    return null;
  }

  private Optional<Ending> steps(SweepRun run) throws IOException, InterruptedException {
    Optional<Ending> ending = train(run);
    for (FollowUp step : plan.steps()) {
      if (ending.isEmpty() && !progress.entry(run).steps().containsKey(step.command())) {
        ending = step(run, words(run, step));
        if (ending.isEmpty()) {
          progress.put(run, progress.entry(run).done(step));
        }
      }
    }
    return ending;
  }

  /** A step's command; one that makes a run of its own goes on with what it had begun. */
  private List<String> words(SweepRun run, FollowUp step) {
    List<String> words = step.on(path(run), run.spec().training().threads());
    Optional<RunFolder> begun =
        step.ownRun(folder.run(run).path()).filter(own -> Files.exists(own.recordFile()));
    if (begun.isEmpty()) {
      return words;
    }
    String command = begun.get().record().command();
    if (!command.startsWith(ShellWords.text(words))) {
      throw new InputException(
          begun.get().path().toString(), "was made by another command, " + command, "move it away");
    }
    return List.of(step.command(), "--resume", begun.get().path().toString());
  }

  private String path(SweepRun run) {
    return folder.run(run).path().toString();
  }

  private Optional<Ending> train(SweepRun run) throws IOException, InterruptedException {
    RunFolder runFolder = folder.run(run);
    boolean begun = Files.exists(runFolder.recordFile());
    if (begun && runFolder.record().status() == RunRecord.Status.FINISHED) {
      return Optional.empty();
    }
    List<String> words = begun ? List.of("train", "--resume", path(run)) : run.train(path(run));
    Optional<Ending> ending = step(run, words);
    if (ending.isPresent()) {
      return ending;
    }
    // Defaults in the user's environment or properties can set what a command line cannot unset.
    return SweepStart.difference(runFolder.record().autoencoder(), run.spec())
        .map(difference -> new Ending(State.FAILED, "it ran with " + difference));
  }

  private Optional<Ending> step(SweepRun run, List<String> words)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Optional<Ending> ending =
        runner.run(
            words,
            folder.log(run),
            process -> progress.put(run, progress.entry(run).workedOnBy(process)));
    progress.put(run, progress.entry(run).after((System.nanoTime() - began) / 1e9));
    return ending;
  }
}
