package emaki.sweep;

import java.nio.file.Path;
import java.util.Set;

/** A sweep's folder: plain files that other tools read; {@code sweep.json} says how it stands. */
public final class SweepFolder extends WorkFolder<SweepRecord> {
  /** Where sweeps are kept unless said otherwise. */
  public static final Path DEFAULT = Path.of("sweeps");

  /** The folder at a place, whether it is there or not. */
  public SweepFolder(Path path) {
    super(
        path,
        "sweep.json",
        SweepRecord.class,
        SweepRecord.FORMAT,
        Set.of("sweep.yaml", "results.csv", "summary.csv", "chart.png"));
  }

  /** {@code runs/}, which holds a folder a run. */
  public Path runs() {
    return path().resolve("runs");
  }
}
