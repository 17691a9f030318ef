package emaki.trial;

import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.TrialSpec;
import emaki.train.Reconstruction;
import emaki.train.Regulariser;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run from its description to its folder: load, split, build, train, embed, score, record. The
 * main path of emaki.
 */
public final class Trial {
  private final RunFolder run;
  private final TrialSpec spec;
  private final Dataset data;
  private final Splits splits;
  private final Optional<Prior> prior;
  private final TrainingListener listener;

  private Trial(
      RunFolder run,
      TrialSpec spec,
      Dataset data,
      Splits splits,
      Optional<Prior> prior,
      TrainingListener listener) {
    this.run = run;
    this.spec = spec;
    this.data = data;
    this.splits = splits;
    this.prior = prior;
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
      TrialSpec spec, @Nullable Path dataDir, Path out, String command, TrainingListener listener)
      throws IOException {
    Dataset data = Datasets.load(spec.data(), DatasetOptions.of(dataDir, spec.resize()));
    Splits splits = Splits.of(data, spec.validationFraction(), spec.seed());
    Optional<Prior> prior = Priors.parse(spec.prior(), spec.latentDim());
    shape(spec, data.images());
    RunRecord begun =
        RunRecord.begin(out, spec, DatasetRecord.of(data, spec, dataDir), splits, command);
    return RunSession.begin(
        out,
        begun,
        (run, record) -> {
          run.keep(prior);
          run.keep(data.images().files());
          return new Trial(run, spec, data, splits, prior, listener).carryOut(record);
        });
  }

  /**
   * Goes on with a run that was interrupted or killed, to the same bits as if it had not been. A
   * run that had finished is left as it is.
   *
   * @throws InputException where the folder is no run, or its data set is gone or another
   */
  public static RunRecord resume(Path folder, TrainingListener listener) throws IOException {
    return RunSession.resume(
        RunFolder.open(folder),
        (run, record) -> {
          TrialSpec spec = record.autoencoder();
          Dataset data = record.dataset().loadAgain(spec);
          Splits splits = Splits.of(data, spec.validationFraction(), spec.seed());
          return new Trial(run, spec, data, splits, run.prior(spec), listener).carryOut(record);
        });
  }

  private RunRecord carryOut(RunRecord record) throws IOException {
    ImageSet images = data.images();
    Optional<Safetensors> checkpoint = run.checkpoint();
    try (Autoencoder model =
            Autoencoder.initialise(shape(spec, images), spec.seed(), spec.threads());
        Trainer trainer =
            new Trainer(
                new Reconstruction(model, regulariser(), images, spec.batchSize()),
                spec.trainOptions(),
                splits.rows(Split.TRAIN),
                splits.rows(Split.VALIDATION),
                RunRecorder.of(run, spec, checkpoint, listener))) {
      if (checkpoint.isPresent()) {
        trainer.resume(checkpoint.get());
      } else {
        model.centreOn(images.mean(splits.rows(Split.TRAIN)));
      }
      Trainer.Outcome outcome = trainer.run();
      if (!outcome.finished()) {
        return record.trained(outcome);
      }
      model.save(run.modelFile());
      Embedding embedding = Embedding.of(model, data, splits, spec, prior);
      run.write(embedding.latents());
      Reconstructions.draw(model, images, splits, run.figure("reconstructions.png"));
      return record.trained(outcome).with(embedding.reconstructionMse(), embedding.divergence());
    }
  }

  private static AutoencoderSpec shape(TrialSpec spec, ImageSet images) {
    try {
      return new AutoencoderSpec.Stacked(
          images.height(), images.width(), images.channels(), spec.hidden(), spec.latentDim());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "--hidden " + spec.hidden(),
          String.valueOf(e.getMessage()),
          "give smaller layers, or smaller images by --resize",
          e);
    }
  }

  private @Nullable Regulariser regulariser() {
    return prior
        .map(p -> new Regulariser(p, spec.sigma(), spec.lambda(), spec.seed(), spec.threads()))
        .orElse(null);
  }
}
