package emaki.benchmark;

import emaki.cluster.Clusterers;
import emaki.data.InputException;
import emaki.run.ClusteringRecord;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import emaki.sweep.Deed;
import emaki.sweep.WorkProgress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One emaki command of a benchmark.
 *
 * @param run folder that it makes or works on
 * @param begin what is done where nothing has been yet
 * @param makes the run that it makes; null: it makes clusterings
 * @param methods of the clusterings that it makes
 * @param first a run that must have finished before; null: none
 * @param wanted whether it is, by what other runs came to
 * @param seconds that it takes, about
 */
record BenchmarkStep(
    RunFolder run,
    Deed begin,
    @Nullable TrialSpec makes,
    List<Method> methods,
    @Nullable RunFolder first,
    BooleanSupplier wanted,
    DoubleSupplier seconds)
    implements WorkProgress.Step {
  /** A prior in a file, which may be named from elsewhere: the run has a copy of its own. */
  private static final String POINTS = "points:";

  /**
   * A way to cluster.
   *
   * @param name by which a run knows its clustering
   * @param spec as {@link Clusterers} reads it
   */
  record Method(String name, String spec) {
    Method {
      spec = Clusterers.parse(spec).spec();
    }

    /** What a run's clustering came to, where it was made this way. */
    Optional<ClusteringRecord> of(RunFolder run) {
      return run.clusterings().find(name).filter(made -> made.method().equals(spec));
    }
  }

  /** The same, taking another time. */
  BenchmarkStep withSeconds(DoubleSupplier newSeconds) {
    return new BenchmarkStep(run, begin, makes, methods, first, wanted, newSeconds);
  }

  /** By which failures are remembered. */
  String id() {
    String name = String.valueOf(run.path().getFileName());
    return makes != null || methods.size() != 1 ? name : name + "/" + methods.get(0).name();
  }

  /**
   * Whether it has been done, by what stands in the folder, or is not wanted.
   *
   * @throws InputException where the folder is damaged
   */
  @Override
  public boolean isDone() {
    return !wanted.getAsBoolean()
        || (makes != null
            ? run.finished().isPresent()
            : methods.stream().allMatch(method -> method.of(run).isPresent()));
  }

  /** Whether the run that it needs has finished. */
  boolean isReady() {
    return first == null || first.finished().isPresent();
  }

  @Override
  public Deed deed() {
    return makes != null && run.isBegun() ? Deed.resume(run.path()) : begin;
  }

  /** In seconds; a damaged run takes none. */
  @Override
  public double costLeft() throws IOException {
    try {
      if (isDone()) {
        return 0;
      }
      return seconds.getAsDouble()
          * (makes == null ? 1 : 1 - (double) epochs() / makes.training().epochs());
    } catch (InputException e) {
      return 0;
    }
  }

  @Override
  public String standing() throws IOException {
    return makes == null
        ? begin.name()
        : "epoch %d/%d".formatted(epochs(), makes.training().epochs());
  }

  private int epochs() throws IOException {
    return run.metric("epoch").length;
  }

  /**
   * Checks that what has begun is what is wanted. A damaged run is no other: its step will tell.
   *
   * @throws InputException where it is another
   */
  void requireSame() {
    if (makes == null || !run.isBegun()) {
      return;
    }
    RunRecord record;
    try {
      record = run.record();
    } catch (InputException e) {
      return;
    }
    Map<String, String> wantedOptions = TrialOptions.of(makes);
    Map<String, String> found = TrialOptions.of(record.autoencoder());
    for (String name : TrialOptions.names()) {
      String then = found.getOrDefault(name, "none");
      String now = wantedOptions.getOrDefault(name, "none");
      boolean drawn = then.startsWith(POINTS) && now.startsWith(POINTS);
      if (!then.equals(now) && !drawn) {
        throw new InputException(
            run.path().toString(),
            "was made with %s %s, not %s".formatted(name, then, now),
            "remove it, and it is made anew; or choose another folder");
      }
    }
  }
}
