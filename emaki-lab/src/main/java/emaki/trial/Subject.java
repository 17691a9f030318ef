package emaki.trial;

import emaki.data.InputException;
import emaki.data.Splits;
import emaki.run.ClassificationSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.RunSpec;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a trial is about: what there is to learn from, and the network that is to learn it. */
interface Subject {
  /**
   * Reads what a new run learns from.
   *
   * @param dataDir where to look for known datasets first; null: the usual places
   * @throws InputException where it is not there, or no network of the spec fits it
   */
  static Subject load(RunSpec spec, @Nullable Path dataDir) throws IOException {
    return spec instanceof TrialSpec trial
        ? LatentsSubject.load(trial, dataDir)
        : ClassesSubject.load((ClassificationSpec) spec, dataDir);
  }

  /**
   * Reads anew what a run had begun to learn from.
   *
   * @throws InputException where it is gone or another
   */
  static Subject loadAgain(RunFolder run, RunRecord record) throws IOException {
    return record.spec() instanceof TrialSpec trial
        ? LatentsSubject.loadAgain(trial, run, record.dataset())
        : ClassesSubject.loadAgain(record.classifier(), run, record.dataset());
  }

  /** The images, for the record. */
  DatasetRecord dataset();

  /** The rows to learn from and those to judge by. */
  Splits splits();

  /** Copies into a new run's folder what the user may change or remove. */
  default void keep(RunFolder run) throws IOException {}

  /** The network with its first weights, and its loss. */
  Learner build();
}
