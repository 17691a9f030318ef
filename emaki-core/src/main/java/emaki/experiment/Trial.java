package emaki.experiment;

import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.experiment.RunRecord.Status;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Safetensors;
import emaki.train.DivergedException;
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
  private final TrialSpec spec;
  private final RunFolder run;
  private final Dataset data;
  private final Splits splits;
  private final TrainingListener listener;
  private RunRecord record;

  private Trial(
      RunFolder run, RunRecord record, Dataset data, Splits splits, TrainingListener listener) {
    this.spec = record.spec();
    this.run = run;
    this.record = record;
    this.data = data;
    this.splits = splits;
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
    Dataset data = load(spec, dataDir);
    Splits splits = Splits.of(data, spec.validationFraction(), spec.seed());
    RunFolder run = RunFolder.create(out);
    RunRecord record = RunRecord.begin(run, spec, data, splits, dataDir, command);
    return new Trial(run, record, data, splits, listener).carryOut(Optional.empty());
  }

  /**
   * Goes on with a run that was interrupted or killed, to the same bits as if it had not been. A
   * run that had finished is left as it is.
   *
   * @throws InputException where the folder is no run, or its data set is gone or another
   */
  public static RunRecord resume(Path folder, TrainingListener listener) throws IOException {
    RunFolder run = RunFolder.open(folder);
    RunRecord record = run.record();
    if (record.status() == Status.FINISHED) {
      return record;
    }
    String dataDir = record.dataset().folder();
    Dataset data = load(record.spec(), dataDir == null ? null : Path.of(dataDir));
    if (!data.images().sha256().equals(record.dataset().sha256())) {
      throw new InputException(
          record.spec().data(),
          "its content is not what the run began with",
          "restore the data, or train anew with another --out");
    }
    Splits splits = Splits.of(data, record.spec().validationFraction(), record.spec().seed());
    return new Trial(run, record, data, splits, listener).carryOut(run.checkpoint());
  }

  private RunRecord carryOut(Optional<Safetensors> checkpoint) throws IOException {
    ImageSet images = data.images();
    try (AutoCloseable lock = run.lock();
        Autoencoder model = Autoencoder.initialise(shape(images), spec.seed());
        Trainer trainer =
            new Trainer(
                model,
                spec.trainOptions(),
                regulariser(),
                images,
                splits.rows(Split.TRAIN),
                splits.rows(Split.VALIDATION),
                RunRecorder.open(run, spec, checkpoint, listener))) {
      record = record.with(Status.RUNNING, null, record.seconds());
      run.write(record);
      checkpoint.ifPresent(trainer::resume);
      Trainer.Outcome outcome = trainer.run();
      if (!outcome.finished()) {
        return put(record.with(Status.INTERRUPTED, null, outcome.seconds()));
      }
      model.save(run.modelFile());
      Embedding embedding = Embedding.of(model, data, splits, spec);
      run.write(embedding.latents());
      Reconstructions.draw(model, images, splits, run.figure("reconstructions.png"));
      return put(
          record.finished(
              outcome.epochs(),
              outcome.bestEpoch(),
              outcome.seconds(),
              embedding.reconstructionMse(),
              embedding.divergence()));
    } catch (DivergedException e) {
      put(record.with(Status.FAILED, e.getMessage(), record.seconds()));
      throw new InputException(
          run.path().toString(),
          String.valueOf(e.getMessage()),
          "try a smaller --learning-rate than %s or a smaller --lambda; the last good checkpoint is kept"
              .formatted(spec.learningRate()),
          e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private RunRecord put(RunRecord next) throws IOException {
    record = next;
    run.write(record);
    return record;
  }

  private AutoencoderSpec shape(ImageSet images) {
    try {
      return new AutoencoderSpec(
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
    return spec.priorDistribution()
        .map(
            prior ->
                new Regulariser(prior, spec.sigma(), spec.lambda(), spec.seed(), spec.threads()))
        .orElse(null);
  }

  /** The spec's data set. */
  static Dataset load(TrialSpec spec, @Nullable Path dataDir) {
    return Datasets.load(spec.data(), DatasetOptions.of(dataDir, spec.resize()));
  }
}
