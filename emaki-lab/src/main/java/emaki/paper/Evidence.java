package emaki.paper;

import emaki.data.Split;
import emaki.divergence.CauchySchwarz;
import emaki.eval.PriorDistance;
import emaki.prior.Prior;
import emaki.report.PaperPage.Verdict;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DivergenceRecord;
import emaki.run.RunRecord.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the runs that are done say.
 *
 * @param protocol whose runs are shown
 * @param studyImages whether they are of the study's images; of others they say nothing about the
 *     study
 */
record Evidence(Protocol protocol, boolean studyImages) {
  /** Latents at a time, as an epoch's validation has them. */
  static final int CHUNK = 1000;

  /** A number that a run's own files hold, or null where it does not have it yet. */
  @FunctionalInterface
  interface Reading {
    @Nullable Double of(RunFolder run) throws IOException;
  }

  /** The clustering of a run that has been clustered as Table 2 has it. */
  static Optional<ClusteringRecord> clusters(RunFolder run) {
    return new Task(Task.Kind.CLUSTER, run, null, Protocol.CLUSTERS, 0).isDone()
        ? run.clusterings().find(Task.CLUSTERING)
        : Optional.empty();
  }

  /**
   * One quantity over seeds, of those whose runs are done.
   *
   * @param runs of a seed, the one that the quantity is read from last
   */
  Sample sample(List<Long> seeds, LongFunction<List<RunFolder>> runs, Reading reading)
      throws IOException {
    List<Sample.Measure> measures = new ArrayList<>();
    for (long seed : seeds) {
      List<RunFolder> folders = runs.apply(seed);
      if (!folders.stream().allMatch(folder -> folder.finished().isPresent())) {
        continue;
      }
      Double value = reading.of(folders.get(folders.size() - 1));
      if (value != null) {
        measures.add(
            new Sample.Measure(
                seed,
                value,
                folders.stream().mapToDouble(folder -> folder.record().seconds()).sum(),
                folders.stream()
                    .map(folder -> protocol.folder().relative(folder.path()))
                    .toList()));
      }
    }
    return new Sample(measures);
  }

  /** A classifier's accuracy on a split. */
  static Reading accuracy(String split) {
    return run -> value(results(run).accuracy(), split);
  }

  /** The accuracy of clusters after the best matching, on a split as its record names it. */
  static Reading clusterAccuracy(String split) {
    return run -> {
      ClusteringRecord found = clusters(run).orElse(null);
      return found == null ? null : found.accuracy(split);
    };
  }

  /** A run's reconstruction error. */
  static Reading mse(String split) {
    return run -> value(results(run).reconstructionMse(), split);
  }

  /** A run's divergence at its own sigma; its floor. */
  static Reading divergence(boolean floor) {
    return run -> {
      DivergenceRecord record = results(run).divergence();
      return record == null ? null : floor ? record.floor() : record.test();
    };
  }

  /** The divergence at sigma 1 of a run's test latents from a prior; its floor. */
  static Reading divergenceAtOne(Prior prior, boolean floor) {
    return run -> {
      Latents latents = run.latents();
      int[] rows = latents.rows(Split.TEST);
      PriorDistance distance =
          new PriorDistance(prior, new CauchySchwarz(1, 1), Math.min(CHUNK, rows.length), 0);
      return floor ? distance.floor().mean() : distance.of(latents.select(rows)).mean();
    };
  }

  private static Results results(RunFolder run) {
    return run.finished().map(RunRecord::results).orElse(Results.NONE);
  }

  private static @Nullable Double value(@Nullable Map<String, Double> values, String split) {
    return values == null ? null : values.get(split);
  }

  /**
   * A finding of a figure that the study gives; it holds where the study's could be one more of
   * ours.
   */
  Finding figure(String id, String what, double study, Sample ours, String split) {
    return finding(id, what, study, ours, Unit.PERCENT, split, Judgement.figure(study, ours));
  }

  /** A finding; of other images than the study's nothing is said about whether it holds. */
  Finding finding(
      String id,
      String what,
      @Nullable Double study,
      Sample ours,
      Unit unit,
      String split,
      Judgement judgement) {
    Judgement told =
        studyImages
            ? judgement
            : new Judgement(Verdict.NONE, "a rehearsal: not the study's images");
    return new Finding(
        id,
        what,
        study,
        ours.spread(),
        unit,
        split,
        told.holds(),
        told.verdict(),
        told.why(),
        ours.seconds(),
        ours.runs());
  }

  /** At most so many of the rows, evenly picked. */
  static int[] thinned(int[] rows, int most) {
    int n = Math.min(most, rows.length);
    return IntStream.range(0, n).map(i -> rows[(int) ((long) i * rows.length / n)]).toArray();
  }

  /** A picture of a run's own, copied beside the report's. */
  Path copy(Path picture, String name) throws IOException {
    Path target = protocol.folder().figure(name);
    Files.createDirectories(target.getParent());
    Files.copy(picture, target, StandardCopyOption.REPLACE_EXISTING);
    return target;
  }
}
