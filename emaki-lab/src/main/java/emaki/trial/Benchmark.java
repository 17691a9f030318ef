package emaki.trial;

import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.Kana;
import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.kernel.GaussianSums;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.prior.SwissRoll;
import emaki.train.GemmFloor;
import emaki.train.Losses;
import emaki.train.Reconstruction;
import emaki.train.Regulariser;
import emaki.train.TrainOptions;
import emaki.train.Trainer;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Speed on this machine, as medians after warm-up. What is compared is measured in turns within one
 * run: clocks and neighbours change from minute to minute, ratios hold.
 */
public final class Benchmark {
  private static final int BATCH = 1000;
  private static final int STEPS = 8;
  private static final int ROUNDS = 8;
  private static final int POINTS = 4000;
  private static final double SIGMA = 1;

  private final int threads;
  private final AutoencoderSpec study =
      new AutoencoderSpec(28, 28, 1, AutoencoderSpec.STUDY_HIDDEN, 3);
  private final Map<String, Object> result = new LinkedHashMap<>();

  private Benchmark(int threads) {
    this.threads = threads;
  }

  /**
   * Measures a training step of the study's network, the pairwise kernel and the loading of a data
   * set.
   *
   * @param dataDir where to look for KMNIST first; without KMNIST the generator is timed
   * @return figures by name, as {@code bench --json} prints them
   */
  public static Map<String, Object> run(@Nullable Path dataDir, int threads) throws IOException {
    Benchmark benchmark = new Benchmark(threads);
    benchmark.steps();
    benchmark.kernel();
    benchmark.loading(dataDir);
    benchmark.result.put("threads", threads);
    return benchmark.result;
  }

  private void steps() throws IOException {
    ImageSet images = Kana.generate(STEPS * BATCH, BATCH, 0).images();
    Regulariser regulariser = new Regulariser(new SwissRoll(1), new CauchySchwarz(SIGMA, threads), 0.1, 0, 1);
    List<Double> floor = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    List<Double> regularised = new ArrayList<>();
    try (GemmFloor gemms = new GemmFloor(study, BATCH, threads);
        Autoencoder model = Autoencoder.initialise(study, 0)) {
      for (int round = -1; round < ROUNDS; round++) {
        List<Double> f = new ArrayList<>();
        for (int i = 1; i < STEPS; i++) {
          f.add(gemms.run());
        }
        List<Double> p = stepTimes(model, images, null);
        List<Double> r = stepTimes(model, images, regulariser);
        if (round >= 0) {
          floor.addAll(f);
          plain.addAll(p);
          regularised.addAll(r);
        }
      }
    }
    result.put("gemm_floor_ms", median(floor));
    result.put("step_ms", median(plain));
    result.put("step_regularised_ms", median(regularised));
    result.put("step_over_floor", median(plain) / median(floor));
    result.put("regulariser_overhead", median(regularised) / median(plain) - 1);
  }

  /** Milliseconds of each step but the first of one epoch by the real trainer. */
  private List<Double> stepTimes(
      Autoencoder model, ImageSet images, @Nullable Regulariser regulariser) throws IOException {
    List<Double> times = new ArrayList<>();
    TrainingListener clock =
        new TrainingListener() {
          private long last;

          @Override
          public void onBatch(int epoch, int batch, int batches, Losses losses) {
            long now = System.nanoTime();
            if (batch > 1) {
              times.add((now - last) / 1e6);
            }
            last = now;
          }
        };
    TrainOptions options = TrainOptions.of(BATCH, 1e-3, 1, 0, 0, threads);
    int[] train = IntStream.range(0, STEPS * BATCH).toArray();
    int[] validation = IntStream.range(STEPS * BATCH, STEPS * BATCH + 100).toArray();
    Reconstruction objective = new Reconstruction(model, regulariser, images, BATCH);
    try (Trainer trainer = new Trainer(objective, options, train, validation, clock)) {
      trainer.run();
    }
    return times;
  }

  private void kernel() {
    SwissRoll roll = new SwissRoll(1);
    float[] x = roll.sample(POINTS, Streams.of(0, "bench", 0));
    float[] y = roll.sample(POINTS, Streams.of(0, "bench", 1));
    float[] gradient = new float[x.length];
    double bandwidth = SIGMA * Math.sqrt(2);
    GaussianSums vector = new GaussianSums(bandwidth, 1);
    GaussianSums scalar = GaussianSums.scalar(bandwidth, 1);
    List<Double> fast = new ArrayList<>();
    List<Double> slow = new ArrayList<>();
    for (int round = -2; round < ROUNDS; round++) {
      List<Double> quick = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        quick.add(milliseconds(() -> vector.logMean(x, y, 3, gradient)));
      }
      double reference = milliseconds(() -> scalar.logMean(x, y, 3, gradient));
      if (round >= 0) {
        fast.addAll(quick);
        slow.add(reference);
      }
    }
    double pairs = (double) POINTS * POINTS;
    result.put("kernel", GaussianSums.implementation());
    result.put("kernel_gpairs_per_second_per_core", pairs / median(fast) / 1e6);
    result.put("kernel_speedup_over_scalar", median(slow) / median(fast));
  }

  private void loading(@Nullable Path dataDir) {
    String name = Datasets.whereIs("kmnist", dataDir).isPresent() ? "kmnist" : "kana";
    DatasetOptions options = new DatasetOptions(dataDir, null);
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      times.add(milliseconds(() -> Datasets.load(name, options).images().size()));
    }
    result.put("dataset", name);
    result.put("dataset_images", 70_000);
    result.put("dataset_first_loading_ms", times.get(0));
    result.put("dataset_loading_ms", median(times));
  }

  private static double milliseconds(DoubleSupplier work) {
    long began = System.nanoTime();
    double value = work.getAsDouble();
    double elapsed = (System.nanoTime() - began) / 1e6;
    if (Double.isNaN(value)) {
      throw new IllegalStateException("Expected a number, got NaN");
    }
    return elapsed;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
