package emaki.paper;

import emaki.data.Split;
import emaki.divergence.CauchySchwarz;
import emaki.eval.PriorDistance;
import emaki.prior.Prior;
import emaki.run.DivergenceRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Results;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A number that a run's own files hold, or null where it does not have it yet. */
@FunctionalInterface
interface Reading {
  @Nullable Double of(RunFolder run) throws IOException;

  /** A classifier's accuracy on a split. */
  static Reading accuracy(String split) {
    return run -> value(results(run).accuracy(), split);
  }

  /** The accuracy of Table 2's clusters after the best matching, on a split as it is recorded. */
  static Reading clusterAccuracy(String split) {
    return run -> Task.clusters(run).map(found -> found.accuracy(split)).orElse(null);
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
      float[] test = latents.select(latents.rows(Split.TEST));
      PriorDistance distance = atOne(prior, test);
      return (floor ? distance.floor() : distance.of(test)).mean();
    };
  }

  /**
   * The distance at sigma 1 from a prior, of as many latents at a time as an epoch's validation
   * has.
   */
  static PriorDistance atOne(Prior prior, float[] latents) {
    int most = 1000;
    return new PriorDistance(
        prior, new CauchySchwarz(1, 1), Math.min(most, latents.length / prior.dimension()), 0);
  }

  private static Results results(RunFolder run) {
    return run.finished().map(RunRecord::results).orElse(Results.NONE);
  }

  private static @Nullable Double value(@Nullable Map<String, Double> values, String split) {
    return values == null ? null : values.get(split);
  }
}
