package emaki.app;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emaki bench}. */
@Command(
    name = "bench",
    description = {
      "Measure speed on this machine, within one run and as medians after warm-up: a training step of the",
      "study's network against its matrix products alone, the regulariser's share of it, a step of classify's CNN",
      "against its convolutions and products alone, the pairwise kernel against its scalar twin, and the loading of",
      "a dataset. Ratios are medians over turns, with the tenth and the ninetieth of a hundred in brackets. Takes",
      "about a minute. (How good results are, emaki benchmark tells.)"
    },
    footerHeading = "%nExamples:%n",
    footer = "  emaki bench")
final class BenchCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;
  private static final int MOST_TURNS = 10_000;

  @Mixin private Console console = new Console();

  @Option(names = "--threads", description = "Of engine and kernels. Default: the machine's cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "40",
      description =
          "Turns that medians and ratios are taken of; fewer tell sooner and less surely. Default ${DEFAULT-VALUE}.")
  private int turns = 40;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Look for KMNIST here first; without it, the embedded generator is timed.")
  private @Nullable Path dataDir;

  @Override
  public Integer call() throws IOException {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new InputException(
          "--threads " + threads, "expected 1 to " + MOST_THREADS, "leave it out for all cores");
    }
    if (turns < 1 || turns > MOST_TURNS) {
      throw new InputException("--turns " + turns, "expected 1 to " + MOST_TURNS, "40 are usual");
    }

    console.say("measuring, about a minute ...");
    Map<String, Object> result = Benchmark.run(dataDir, turns, threads);
    console.result(result);
    line("matrix products of one step, the floor", "gemm_floor_ms", "ms", result);
    line("one step, batch 1000, k = 3", "step_ms", "ms", result);
    line("one step with the regulariser", "step_regularised_ms", "ms", result);
    ratio("step over the floor", "step_over_floor", "x", result);
    ratio("the regulariser's share", "regulariser_overhead", "of a step", result);
    phases("where a step with the regulariser goes", "step_phases", result);
    line("convolutions of a CNN step, the floor", "cnn_floor_ms", "ms", result);
    line("one CNN step, batch 128", "cnn_step_ms", "ms", result);
    ratio("CNN step over its floor", "cnn_step_over_floor", "x", result);
    phases("where a CNN step goes", "cnn_step_phases", result);
    line(
        "kernel, d = 3, N = 4000, value and gradient",
        "kernel_gpairs_per_second_per_core",
        "G pairs/s and core",
        result);
    ratio("kernel over its scalar twin", "kernel_speedup_over_scalar", "x", result);
    line(
        "loading " + result.get("dataset") + ", 70,000 images", "dataset_loading_ms", "ms", result);
    console.print("kernels: %s; %s threads", result.get("kernel"), result.get("threads"));
    return 0;
  }

  private void phases(String what, String key, Map<String, Object> result) {
    console.print(what);
    Map<?, ?> phases = (Map<?, ?>) Objects.requireNonNull(result.get(key));
    phases.forEach(
        (name, value) -> {
          if (value instanceof Benchmark.Phase phase && phase.ms() > 0) {
            console.print("  %-43s %10.3f ms %5.1f %%", name, phase.ms(), 100 * phase.share());
          }
        });
  }

  /** The median of the turns and, in brackets, from the tenth to the ninetieth of a hundred. */
  private void ratio(String what, String key, String unit, Map<String, Object> result) {
    console.print(
        "%-45s %10.3f %s (%.3f to %.3f)",
        what, result.get(key), unit, result.get(key + "_p10"), result.get(key + "_p90"));
  }

  private void line(String what, String key, String unit, Map<String, Object> result) {
    console.print("%-45s %10.3f %s", what, result.get(key), unit);
  }
}
