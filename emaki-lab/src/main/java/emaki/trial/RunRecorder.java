package emaki.trial;

import emaki.data.Safetensors;
import emaki.run.ClassificationSpec;
import emaki.run.MetricsLog;
import emaki.run.RunFolder;
import emaki.run.TrialSpec;
import emaki.train.Classification;
import emaki.train.EpochMetrics;
import emaki.train.Losses;
import emaki.train.Reconstruction;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what training tells into the run's folder, and passes it on. */
final class RunRecorder implements TrainingListener {
  /** Most snapshots of the validation latents that a run keeps. */
  static final int MAX_SNAPSHOTS = 64;

  /** Most points in one snapshot: the first of the validation split. */
  static final int MAX_SNAPSHOT_POINTS = 10_000;

  private final RunFolder run;
  private final int dimension;
  private final int snapshotEvery;
  private final int epochsDone;
  private final List<String> parts;
  private final TrainingListener next;
  private @Nullable MetricsLog metrics;

  private RunRecorder(
      RunFolder run,
      int dimension,
      int epochs,
      int epochsDone,
      List<String> parts,
      TrainingListener next) {
    this.run = run;
    this.dimension = dimension;
    this.snapshotEvery = (epochs + MAX_SNAPSHOTS - 1) / MAX_SNAPSHOTS;
    this.epochsDone = epochsDone;
    this.parts = parts;
    this.next = next;
  }

  /** Records an autoencoder's training, which a checkpoint may have taken up to some epoch. */
  static RunRecorder of(
      RunFolder run, TrialSpec spec, Optional<Safetensors> checkpoint, TrainingListener next) {
    return new RunRecorder(
        run,
        spec.latentDim(),
        spec.epochs(),
        Trainer.epochsDone(checkpoint),
        Reconstruction.PARTS,
        next);
  }

  /** Records a classifier's training. */
  static RunRecorder of(
      RunFolder run,
      ClassificationSpec spec,
      Optional<Safetensors> checkpoint,
      TrainingListener next) {
    return new RunRecorder(
        run, 1, spec.epochs(), Trainer.epochsDone(checkpoint), Classification.PARTS, next);
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, Losses losses) {
    next.onBatch(epoch, batch, batches, losses);
  }

  @Override
  public void onEpoch(EpochMetrics epoch, float[] validationLatents) throws IOException {
    if (metrics == null) {
      // Not before: until an epoch has been trained, a resumed run may yet turn out not to go on.
      metrics = MetricsLog.open(run.metricsFile(), epochsDone, parts);
    }
    metrics.append(epoch);
    if (validationLatents.length > 0 && (epoch.epoch() - 1) % snapshotEvery == 0) {
      int points = Math.min(MAX_SNAPSHOT_POINTS, validationLatents.length / dimension);
      float[] kept = java.util.Arrays.copyOf(validationLatents, points * dimension);
      run.snapshot(epoch.epoch()).write(kept, dimension);
    }
    next.onEpoch(epoch, validationLatents);
  }

  @Override
  public void onCheckpoint(Safetensors state) throws IOException {
    state.write(run.checkpointFile());
    next.onCheckpoint(state);
  }

  @Override
  public boolean cancelled() {
    return next.cancelled();
  }
}
