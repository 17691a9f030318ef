package emaki.sweep;

import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A sweep's folder: plain files that other tools read. Every file is written beside its place and
 * renamed into it.
 *
 * @param path of the folder
 */
public record SweepFolder(Path path) {
  private static final Set<String> OWN =
      Set.of("sweep.yaml", "results.csv", "summary.csv", "chart.png");

  /** Where sweeps are kept unless said otherwise. */
  public static final Path DEFAULT = Path.of("sweeps");

  private WorkFolder work() {
    return new WorkFolder(path, "sweep.json", OWN);
  }

  /** {@code runs/}, which {@code emaki runs list} shows. */
  public Path runs() {
    return path.resolve("runs");
  }

  /** A run's folder. */
  public RunFolder run(SweepRun run) {
    return work().run(run.id());
  }

  /** What a run's commands said. */
  Path log(SweepRun run) {
    return work().log(run.id());
  }

  /**
   * Reads {@code sweep.json}; empty where there is none yet.
   *
   * @throws InputException where it is damaged or from a newer emaki, or the folder holds something
   *     else
   */
  public Optional<SweepRecord> record() {
    return work().record(SweepRecord.class, SweepRecord.FORMAT);
  }

  /**
   * Makes the folder and holds it for this process until closed, or until the process ends.
   *
   * @throws InputException where another process holds it or it cannot be made
   */
  RunLock lock() {
    return work().lock();
  }

  /** Writes {@code sweep.json}. */
  void write(SweepRecord record) throws IOException {
    work().write(record);
  }
}
