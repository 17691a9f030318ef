package emaki.trial;

import emaki.data.InputException;
import emaki.data.Split;
import emaki.run.RunSpec;
import emaki.train.DivergedException;
import emaki.train.Losses;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pace of training by a few steps of it.
 *
 * @param steps that were timed, after as many to warm up
 * @param secondsPerEpoch that follow from their median
 */
public record StepTiming(int steps, double secondsPerEpoch) {
  private static final int ENOUGH_STEPS = 14;

  /** Least seconds for an estimate. */
  private static final double A_GLANCE = 0.4;

  /** Least seconds for what a whole training is cut to: Java compiles on its cores until then. */
  private static final double A_LOOK = 3;

  /** Most seconds beyond the least that steps are given to settle. */
  private static final double SETTLING_SECONDS = 1.6;

  /** Most seconds beyond the least where steps are so long that there are few. */
  private static final double FEW_STEPS_SECONDS = 3.6;

  /** Steps no longer quicken once the last ones took this share of those before, or more. */
  private static final double SETTLED = 0.95;

  /** Validation, checkpoint and snapshot, beside an epoch's steps. */
  private static final double SHARE_BESIDE_STEPS = 0.1;

  /**
   * Trains a few steps, and keeps nothing of them.
   *
   * @throws InputException where spec or data are at fault, or training diverged
   */
  public static StepTiming of(RunSpec spec, @Nullable Path dataDir) throws IOException {
    return measure(spec, Subject.load(spec, dataDir), A_GLANCE);
  }

  /** The same of a training that is to last as long as it says, which takes some seconds more. */
  static StepTiming closer(RunSpec spec, Subject subject) throws IOException {
    return measure(spec, subject, A_LOOK);
  }

  private static StepTiming measure(RunSpec spec, Subject subject, double leastSeconds)
      throws IOException {
    Clock clock = new Clock(leastSeconds);
    try (Learner learner = subject.build();
        Trainer trainer =
            new Trainer(
                learner.objective(),
                spec.trainOptions(),
                subject.splits().learned(),
                subject.splits().rows(Split.VALIDATION),
                clock)) {
      clock.start();
      trainer.run();
    } catch (DivergedException e) {
      throw RunSession.diverged(spec.data().name(), e, "it came within the first steps");
    }
    List<Double> timed = clock.seconds.subList(clock.seconds.size() / 2, clock.seconds.size());
    double epoch = median(timed) * clock.batches * (1 + SHARE_BESIDE_STEPS);
    return new StepTiming(timed.size(), epoch);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** How many epochs some minutes hold, at least 1. */
  public int epochs(double minutes) {
    return (int) Math.max(1, 60 * minutes / secondsPerEpoch);
  }

  /** Takes the time of each step, and stops the training soon. */
  private static final class Clock implements TrainingListener {
    private final List<Double> seconds = new ArrayList<>();
    private final double leastSeconds;
    private long began;
    private long last;
    private int batches;

    Clock(double leastSeconds) {
      this.leastSeconds = leastSeconds;
    }

    void start() {
      began = System.nanoTime();
      last = began;
    }

    @Override
    public void onBatch(int epoch, int batch, int all, Losses losses) {
      long now = System.nanoTime();
      seconds.add((now - last) / 1e9);
      last = now;
      batches = all;
    }

    @Override
    public boolean cancelled() {
      double elapsed = (System.nanoTime() - began) / 1e9;
      if (seconds.size() < ENOUGH_STEPS) {
        return elapsed > leastSeconds + FEW_STEPS_SECONDS && !seconds.isEmpty();
      }
      return elapsed > leastSeconds + SETTLING_SECONDS || (elapsed > leastSeconds && settled());
    }

    private boolean settled() {
      int n = seconds.size();
      double before = median(seconds.subList(n / 2, 3 * n / 4));
      return median(seconds.subList(3 * n / 4, n)) >= SETTLED * before;
    }
  }
}
