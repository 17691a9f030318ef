package emaki.app;

import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.Kana;
import emaki.data.Streams;
import emaki.divergence.CauchySchwarz;
import emaki.kernel.GaussianSums;
import emaki.model.AutoencoderSpec;
import emaki.prior.SwissRoll;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.DataSpec;
import emaki.train.Regulariser;
import emaki.train.StepClock;
import emaki.train.StepTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Speed on this machine, as medians after warm-up. What is compared is measured in turns within one
 * run: clocks and neighbours change from minute to minute, ratios hold. Each ratio stands with its
 * tenth and ninetieth percentile over the turns.
 */
final class Benchmark {
  private static final int BATCH = 1000;
  private static final int TURNS_A_ROUND = 5;
  private static final int POINTS = 4000;
  private static final double SIGMA = 1;

  private final int turns;
  private final int threads;
  private final Map<String, Object> result = new LinkedHashMap<>();

  private Benchmark(int turns, int threads) {
    this.turns = turns;
    this.threads = threads;
  }

  /**
   * Measures a training step of the study's network and of the CNN, the pairwise kernel and the
   * loading of a data set.
   *
   * @param dataDir where to look for KMNIST first; without KMNIST the generator is timed
   * @param turns that steps and floors are measured in; the kernel has a round for every five
   * @return figures by name
   */
  static Map<String, Object> run(@Nullable Path dataDir, int turns, int threads)
      throws IOException {
    Benchmark benchmark = new Benchmark(turns, threads);
    benchmark.steps();
    benchmark.cnnSteps();
    benchmark.kernel();
    benchmark.loading(dataDir);
    benchmark.result.put("threads", threads);
    return benchmark.result;
  }

  private void steps() throws IOException {
    ImageSet images = Kana.generate(9 * BATCH, 0, 0).images();
    Regulariser regulariser =
        new Regulariser(new SwissRoll(1), new CauchySchwarz(SIGMA, threads), 0.1, 0);
    AutoencoderSpec study = new AutoencoderSpec.Stacked(28, 28, 1, AutoencoderSpec.STUDY_HIDDEN, 3);
    StepTimes times = StepTimes.of(study, images, regulariser, BATCH, turns, threads);
    List<Double> plain = times.steps().get(0);
    List<Double> regularised = times.steps().get(1);
    result.put("gemm_floor_ms", median(times.floor()));
    result.put("step_ms", median(plain));
    result.put("step_regularised_ms", median(regularised));
    ratio("step_over_floor", plain, times.floor(), 0);
    ratio("regulariser_overhead", regularised, plain, 1);
    result.put("step_phases", phases(times.phases(), median(regularised)));
  }

  /** The CNN that {@code classify} trains where nothing else is said. */
  private void cnnSteps() throws IOException {
    ImageSet images = Kana.generate(9 * BATCH, 0, 0).images();
    ClassificationSpec cnn = Recipe.STRONG.ofPixels(Kind.CNN, DataSpec.of("kana"));
    int classes = 1 + IntStream.of(images.labels()).max().orElseThrow();
    StepTimes times =
        StepTimes.of(
            cnn.network().of(images.height(), images.width(), images.channels(), classes),
            images,
            cnn.method().augmentation(),
            cnn.training().batchSize(),
            turns,
            threads);
    List<Double> steps = times.steps().get(0);
    result.put("cnn_floor_ms", median(times.floor()));
    result.put("cnn_step_ms", median(steps));
    ratio("cnn_step_over_floor", steps, times.floor(), 0);
    result.put("cnn_step_phases", phases(times.phases(), median(steps)));
  }

  private static Map<String, Phase> phases(
      Map<StepClock.Phase, List<Double>> milliseconds, double step) {
    Map<String, Phase> phases = new LinkedHashMap<>();
    milliseconds.forEach(
        (phase, all) ->
            phases.put(
                phase.name().toLowerCase(Locale.ROOT), new Phase(median(all), median(all) / step)));
    return phases;
  }

  /**
   * A part of a step.
   *
   * @param ms median milliseconds
   * @param share of the step
   */
  record Phase(double ms, double share) {}

  /** The ratio of what was measured in turns, less something: median, and from a tenth to nine. */
  private void ratio(String name, List<Double> over, List<Double> under, double less) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < over.size(); i++) {
      ratios.add(over.get(i) / under.get(i) - less);
    }
    result.put(name, median(ratios));
    result.put(name + "_p10", quantile(ratios, 0.1));
    result.put(name + "_p90", quantile(ratios, 0.9));
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
    for (int round = -2; round < Math.max(1, turns / TURNS_A_ROUND); round++) {
      List<Double> quick = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        quick.add(milliseconds(() -> vector.logMean(x, y, 3, gradient)));
      }
      double reference = milliseconds(() -> scalar.logMean(x, y, 3, gradient));
      if (round >= 0) {
        fast.add(median(quick));
        slow.add(reference);
      }
    }
    double pairs = (double) POINTS * POINTS;
    result.put("kernel", GaussianSums.implementation());
    result.put("kernel_gpairs_per_second_per_core", pairs / median(fast) / 1e6);
    ratio("kernel_speedup_over_scalar", slow, fast, 0);
  }

  private void loading(@Nullable Path dataDir) {
    String name = Datasets.whereIs("kmnist", dataDir).isPresent() ? "kmnist" : "kana";
    DatasetOptions options = DatasetOptions.of(dataDir, null);
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
    return quantile(values, 0.5);
  }

  private static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
