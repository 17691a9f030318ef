package emaki.benchmark;

import emaki.data.Dataset;
import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.sweep.Deed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a benchmark does, and what comes of it. */
public abstract sealed class BenchmarkPlan permits ShapingPlan, ClusteringPlan {
  private final BenchmarkOptions options;
  private final BenchmarkFolder folder;
  private final Pace pace;
  private final Dataset data;

  /**
   * Reads the images before anything is written: what cannot end should not begin.
   *
   * @throws InputException where they are not there, damaged, or too few
   */
  BenchmarkPlan(BenchmarkOptions options) {
    this.options = options;
    this.folder = new BenchmarkFolder(options.out());
    this.pace = new Pace(options.dataDir());
    this.data = options.data().load(options.dataDir());
    options.spec(Map.of(), 0).training().splits(data);
  }

  /** What a seed's runs need, as they need it: jobs of a later list come after the earlier's. */
  abstract List<List<BenchmarkJob>> stages(long seed);

  /** Writes what runs read that are no images. */
  abstract void prepare() throws IOException;

  /**
   * What the runs that are there came to.
   *
   * @param seeds all that any call has asked for
   */
  abstract BenchmarkResults results(List<Long> seeds) throws IOException;

  /** The folder of runs and results. */
  public final Path out() {
    return options.out();
  }

  final BenchmarkOptions options() {
    return options;
  }

  final BenchmarkFolder folder() {
    return folder;
  }

  final Pace pace() {
    return pace;
  }

  final Dataset data() {
    return data;
  }

  /** What all runs of the folder must agree in. */
  final Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("benchmark", name());
    settings.putAll(options.settings());
    settings.put("images", data.images().sha256());
    return settings;
  }

  /** As the command line has it. */
  abstract String name();

  /** The jobs of every seed that is asked for, seed by seed. */
  final List<List<BenchmarkJob>> stages() {
    List<List<BenchmarkJob>> all = new ArrayList<>();
    BenchmarkOptions.seeds(options.seeds()).forEach(seed -> all.addAll(stages(seed)));
    return all;
  }

  /**
   * A training.
   *
   * @param first a run that must have finished before; null: none
   */
  final BenchmarkStep train(
      String id, TrialSpec spec, @Nullable RunFolder first, BooleanSupplier wanted) {
    Map<String, String> settings = new LinkedHashMap<>(TrialOptions.of(spec));
    putDataDir(settings);
    Path run = folder.run(id).path();
    return new BenchmarkStep(
        folder.run(id),
        new Deed("train", null, settings, run),
        spec,
        List.of(),
        first,
        wanted,
        () -> pace.seconds(spec));
  }

  final void putDataDir(Map<String, String> settings) {
    if (options.dataDir() != null) {
      settings.put("data-dir", options.dataDir().toString());
    }
  }
}
