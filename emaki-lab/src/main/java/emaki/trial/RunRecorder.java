package emaki.trial;

import emaki.data.Safetensors;
import emaki.part.Parts;
import emaki.run.MetricsLog;
import emaki.run.RunFolder;
import emaki.run.RunSpec;
import emaki.train.EpochMetrics;
import emaki.train.Losses;
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
  private final RunSpec spec;
  private final int validationRows;
  private final int snapshotEvery;
  private final int epochsDone;
  private final TrainingListener next;
  private boolean begun;
  private @Nullable MetricsLog metrics;

  /**
   * @param validationRows how many there are
   * @param checkpoint may have taken the training up to some epoch
   */
  RunRecorder(
      RunFolder run,
      RunSpec spec,
      int validationRows,
      Optional<Safetensors> checkpoint,
      TrainingListener next) {
    this.run = run;
    this.spec = spec;
    this.validationRows = validationRows;
    this.snapshotEvery = (spec.training().epochs() + MAX_SNAPSHOTS - 1) / MAX_SNAPSHOTS;
    this.epochsDone = Trainer.epochsDone(checkpoint);
    this.next = next;
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, Losses losses) {
    if (!begun) {
      begun = true;
      // An objective may be of somebody else's jar.
      Parts.requireColumns(spec.summary(), losses.parts().keySet(), List.of("total"));
    }
    next.onBatch(epoch, batch, batches, losses);
  }

  @Override
  public void onEpoch(EpochMetrics epoch, float[] validationLatents) throws IOException {
    if (metrics == null) {
      // Not before: until an epoch has been trained, a resumed run may yet turn out not to go on.
      List<String> parts = List.copyOf(epoch.validation().parts().keySet());
      metrics = MetricsLog.open(run.metricsFile(), epochsDone, parts);
    }
    metrics.append(epoch);
    if (validationLatents.length > 0 && (epoch.epoch() - 1) % snapshotEvery == 0) {
      int points = Math.min(MAX_SNAPSHOT_POINTS, validationRows);
      int dimension = validationLatents.length / validationRows;
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
  public void onFinishing(String phase, long step, long steps) {
    next.onFinishing(phase, step, steps);
  }

  @Override
  public boolean cancelled() {
    return next.cancelled();
  }
}
