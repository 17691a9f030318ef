package emaki.trial;

import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.data.Split;
import emaki.model.Classifier;
import emaki.run.ClassificationSpec;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.train.Classification;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A classifier's run from its description to its folder: load, build, train, score, record. */
public final class ClassificationTrial {
  private final RunFolder run;
  private final ClassificationSpec spec;
  private final Material material;
  private final TrainingListener listener;

  private ClassificationTrial(
      RunFolder run, ClassificationSpec spec, Material material, TrainingListener listener) {
    this.run = run;
    this.spec = spec;
    this.material = material;
    this.listener = listener;
  }

  /**
   * Carries a new run out.
   *
   * @param dataDir where to look for known datasets first; null: the usual places
   * @param out folder to make
   * @param command that would make the run again, for the record
   * @return the run as recorded: finished, or interrupted where the listener cancelled
   * @throws InputException where spec, data or folder are at fault, or training diverged
   */
  public static RunRecord run(
      ClassificationSpec spec,
      @Nullable Path dataDir,
      Path out,
      String command,
      TrainingListener listener)
      throws IOException {
    Material material = Material.of(spec, dataDir, null);
    material.network(spec).close();
    RunRecord begun = RunRecord.begin(out, spec, material.dataset(), material.splits(), command);
    return RunSession.begin(
        out,
        begun,
        (run, record) -> new ClassificationTrial(run, spec, material, listener).carryOut(record));
  }

  /**
   * Goes on with a run that was interrupted or killed, to the same bits as if it had not been. A
   * run that had finished is left as it is.
   *
   * @throws InputException where the folder is no classifier's run, or what it learns from is gone
   *     or another
   */
  public static RunRecord resume(Path folder, TrainingListener listener) throws IOException {
    return RunSession.resume(
        RunFolder.open(folder),
        (run, record) -> {
          ClassificationSpec spec = record.classifier();
          Material material = Material.of(spec, null, record.dataset());
          return new ClassificationTrial(run, spec, material, listener).carryOut(record);
        });
  }

  private RunRecord carryOut(RunRecord record) throws IOException {
    Optional<Safetensors> checkpoint = run.checkpoint();
    try (Classifier model = material.network(spec);
        Trainer trainer =
            new Trainer(
                new Classification(
                    model,
                    material.training(spec, model),
                    material.plain(spec),
                    material.labels(),
                    spec.seed()),
                spec.trainOptions(),
                material.splits().rows(Split.TRAIN),
                material.splits().rows(Split.VALIDATION),
                RunRecorder.of(run, spec, checkpoint, listener))) {
      checkpoint.ifPresent(trainer::resume);
      Trainer.Outcome outcome = trainer.run();
      if (!outcome.finished()) {
        return record.trained(outcome);
      }
      model.save(run.modelFile());
      float[] probabilities =
          model.probabilities(material.plain(spec), material.size(), spec.batchSize());
      ClassifierScores predictions =
          new ClassifierScores(
              probabilities, material.labels(), material.splits(), material.classNames());
      predictions.write(run);
      return record.trained(outcome).with(predictions.accuracy());
    }
  }
}
