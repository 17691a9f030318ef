package emaki.benchmark;

import emaki.sweep.WorkFolder;
import java.nio.file.Path;
import java.util.Set;

/** A benchmark's folder: runs and results; {@code benchmark.json} says how it stands. */
final class BenchmarkFolder extends WorkFolder<BenchmarkRecord> {
  BenchmarkFolder(Path path) {
    super(
        path,
        "benchmark.json",
        BenchmarkRecord.class,
        BenchmarkRecord.FORMAT,
        Set.of("results.json", "results.md", "chart.png", Heart.FILE));
  }

  /** {@code results.json}. */
  Path resultsFile() {
    return path().resolve("results.json");
  }

  /** {@code results.md}. */
  Path pageFile() {
    return path().resolve("results.md");
  }

  /** {@code chart.png}. */
  Path chartFile() {
    return path().resolve("chart.png");
  }

  /** {@code heart.npz}: the drawn prior. */
  Path heartFile() {
    return path().resolve(Heart.FILE);
  }
}
