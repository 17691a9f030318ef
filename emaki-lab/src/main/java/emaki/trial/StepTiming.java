package emaki.trial;

import emaki.run.TrialSpec;
import emaki.train.Losses;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pace of training by a few steps of it.
 *
 * @param steps that were timed
 * @param secondsPerEpoch that follow from their median
 */
public record StepTiming(int steps, double secondsPerEpoch) {
  private static final int WARM_UP = 2;
  private static final int MOST_STEPS = 12;
  private static final double MOST_SECONDS = 4;

  /** Validation, checkpoint and snapshot, beside an epoch's steps. */
  private static final double SHARE_BESIDE_STEPS = 0.1;

  /** Trains a few steps in a temporary folder, and removes it. */
  public static StepTiming of(TrialSpec spec, @Nullable Path dataDir) throws IOException {
    Path folder = Files.createTempDirectory("emaki-timing");
    try {
      Clock clock = new Clock();
      Trial.run(spec, dataDir, folder, "a timing of some steps", clock);
      double[] sorted =
          clock.seconds.stream()
              .skip(Math.min(WARM_UP, clock.seconds.size() - 1))
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      double epoch = sorted[sorted.length / 2] * clock.batches * (1 + SHARE_BESIDE_STEPS);
      return new StepTiming(sorted.length, epoch);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(entry);
        }
      }
    }
  }

  /** Takes the time of each step, and stops the training soon. */
  private static final class Clock implements TrainingListener {
    private final List<Double> seconds = new ArrayList<>();
    private final long began = System.nanoTime();
    private long last = began;
    private int batches;

    @Override
    public void onBatch(int epoch, int batch, int all, Losses losses) {
      long now = System.nanoTime();
      seconds.add((now - last) / 1e9);
      last = now;
      batches = all;
    }

    @Override
    public boolean cancelled() {
      return seconds.size() >= WARM_UP + MOST_STEPS
          || (!seconds.isEmpty() && (System.nanoTime() - began) / 1e9 > MOST_SECONDS);
    }
  }
}
