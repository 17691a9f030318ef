package emaki.trial;

import emaki.data.InputException;
import emaki.data.Remarks;
import emaki.data.Safetensors;
import emaki.data.Split;
import emaki.report.JavaDesktop;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunSpec;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run from its description to its folder: load, split, build, train, embed or classify, score,
 * record. The main path of emaki; what differs from one kind of run to another is its {@link
 * Subject}.
 */
public final class Trial {
  private final RunSpec spec;
  private final Subject subject;

  private Trial(RunSpec spec, Subject subject) {
    this.spec = spec;
    this.subject = subject;
  }

  /**
   * Reads what a new run learns from.
   *
   * @param dataDir where to look for known datasets first; null: the usual places
   * @throws InputException where spec or data are at fault
   */
  public static Trial of(RunSpec spec, @Nullable Path dataDir) throws IOException {
    return new Trial(spec, Subject.load(spec, dataDir));
  }

  /**
   * The same with as many epochs as some minutes hold, by a timing of some steps now: at least one,
   * and at most those of the spec. The run has them in its spec, so that neither going on with it
   * nor making it again asks the clock.
   */
  public Trial lasting(double minutes) throws IOException {
    int epochs = StepTiming.closer(spec, subject).epochs(minutes);
    return new Trial(spec.withEpochs(Math.min(epochs, spec.training().epochs())), subject);
  }

  /** What is to be said of how its images were read. */
  public Remarks remarks() {
    Remarks remarks = subject.dataset().remarks();
    return remarks == null ? Remarks.NONE : remarks;
  }

  /** What is carried out. */
  public RunSpec spec() {
    return spec;
  }

  /**
   * Carries a new run out.
   *
   * @param out folder to make
   * @param command that would make the run again, for the record
   * @return the run as recorded: finished, or interrupted where the listener cancelled
   * @throws InputException where the folder is at fault, Java cannot draw text, or training
   *     diverged
   */
  public RunRecord run(Path out, String command, TrainingListener listener) throws IOException {
    // Figures come last: what they lack is told before hours of training.
    JavaDesktop.requireText();
    RunRecord begun = RunRecord.begin(out, spec, subject.dataset(), subject.splits(), command);
    return RunSession.begin(
        out,
        begun,
        (run, record) -> {
          subject.keep(run);
          return carryOut(subject, run, record, listener);
        });
  }

  /** Reads what a new run learns from, and carries it out: {@link #of}, then {@link #run}. */
  public static RunRecord run(
      RunSpec spec, @Nullable Path dataDir, Path out, String command, TrainingListener listener)
      throws IOException {
    return of(spec, dataDir).run(out, command, listener);
  }

  /**
   * Goes on with a run that was interrupted or killed, to the same bits as if it had not been. A
   * run that had finished is left as it is.
   *
   * @throws InputException where the folder is no run, or what it learns from is gone or another
   */
  public static RunRecord resume(Path folder, TrainingListener listener) throws IOException {
    return RunSession.resume(
        RunFolder.open(folder),
        (run, record) -> carryOut(Subject.loadAgain(run, record), run, record, listener));
  }

  private static RunRecord carryOut(
      Subject subject, RunFolder run, RunRecord record, TrainingListener listener)
      throws IOException {
    Optional<Safetensors> checkpoint = run.checkpoint();
    int[] train = subject.splits().learned();
    int[] validation = subject.splits().rows(Split.VALIDATION);
    try (Learner learner = subject.build();
        Trainer trainer =
            new Trainer(
                learner.objective(),
                record.spec().trainOptions(),
                train,
                validation,
                new RunRecorder(run, record.spec(), validation.length, checkpoint, listener))) {
      if (checkpoint.isPresent()) {
        trainer.resume(checkpoint.get());
      }
      Trainer.Outcome outcome = trainer.run();
      RunRecord trained = record.trained(outcome);
      return outcome.finished() ? trained.with(learner.score(run, trained.results())) : trained;
    }
  }
}
