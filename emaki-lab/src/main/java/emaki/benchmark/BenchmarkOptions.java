package emaki.benchmark;

import emaki.data.InputException;
import emaki.run.DataSpec;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * On what, how long and where a benchmark runs.
 *
 * @param dataDir where to look for known datasets first; null: the usual places
 * @param out folder of runs and results
 * @param seeds how many, from seed 0 on
 * @param epochs of each training, at most; null: as the plan has it
 * @param hidden widths of fully connected layers; empty: as the plan has it
 * @param threads of each run, on which its bits depend
 * @param parallel runs at a time
 * @param retryFailed whether what failed before is tried again
 * @param command that asks for it, as the results tell it
 */
public record BenchmarkOptions(
    DataSpec data,
    @Nullable Path dataDir,
    Path out,
    int seeds,
    @Nullable Integer epochs,
    List<Integer> hidden,
    int threads,
    int parallel,
    boolean retryFailed,
    String command) {
  public BenchmarkOptions {
    hidden = List.copyOf(hidden);
    requireWithin("seeds", seeds, 1000, "10");
    requireWithin("parallel", parallel, 1024, "2");
  }

  private static void requireWithin(String name, int value, int most, String usual) {
    if (value < 1 || value > most) {
      throw new InputException(
          "‹%s› %d".formatted(name, value), "expected 1 to " + most, "try " + usual);
    }
  }

  /** Every seed up to a number of them. */
  static List<Long> seeds(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  /**
   * The spec of a run.
   *
   * @param usual options by name, which epochs and widths of these replace
   */
  TrialSpec spec(Map<String, String> usual, long seed) {
    Map<String, String> options = new LinkedHashMap<>(usual);
    options.put("data", data.name());
    options.put("seed", String.valueOf(seed));
    options.put("threads", String.valueOf(threads));
    if (epochs != null) {
      options.put("epochs", String.valueOf(epochs));
    }
    if (!hidden.isEmpty()) {
      options.put("hidden", text(hidden));
    }
    return TrialOptions.spec(options).with(data);
  }

  /** What all runs of a folder must agree in. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data.name());
    settings.put("resize", data.resize() == null ? "none" : data.resize());
    settings.put("epochs", epochs == null ? "as usual" : epochs.toString());
    settings.put("hidden", hidden.isEmpty() ? "as usual" : text(hidden));
    settings.put("threads", String.valueOf(threads));
    return settings;
  }

  private static String text(List<Integer> widths) {
    return widths.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
