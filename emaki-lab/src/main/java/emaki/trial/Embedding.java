package emaki.trial;

import emaki.data.Dataset;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.divergence.Divergence;
import emaki.eval.PriorDistance;
import emaki.model.Autoencoder;
import emaki.prior.Prior;
import emaki.run.DivergenceRecord;
import emaki.run.FitRecord;
import emaki.run.Latents;
import emaki.run.TrialSpec;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trained model's latents of its whole data set, and how good they are.
 *
 * @param latents of every image, in the data set's order
 * @param reconstructionMse by split
 * @param divergence from the prior, by split
 * @param fit how well they fill the prior; null where there is none, or too few images
 */
record Embedding(
    Latents latents,
    Map<String, Double> reconstructionMse,
    DivergenceRecord divergence,
    @Nullable FitRecord fit) {
  static Embedding of(
      Autoencoder model,
      Dataset data,
      Splits splits,
      TrialSpec spec,
      Optional<Prior> prior,
      Divergence divergence) {
    var images = data.images();
    float[] errors = model.reconstructionErrors(images);
    Latents latents =
        new Latents(
            model.encode(images),
            spec.network().latentDim(),
            images.labels(),
            splits.codes(),
            null,
            errors);
    return new Embedding(
        latents,
        Split.each(split -> mean(errors, splits.rows(split))),
        divergence(latents, spec, prior, divergence),
        prior.flatMap(p -> FitRecord.of(latents, p, spec.training())).orElse(null));
  }

  private static double mean(float[] errors, int[] rows) {
    return IntStream.of(rows).mapToDouble(i -> errors[i]).average().orElse(Double.NaN);
  }

  private static DivergenceRecord divergence(
      Latents latents, TrialSpec spec, Optional<Prior> prior, Divergence divergence) {
    int smallest =
        Stream.of(Split.values()).mapToInt(split -> latents.rows(split).length).min().orElse(1);
    int sample = Math.min(spec.training().batchSize(), smallest);
    if (prior.isEmpty()) {
      return new DivergenceRecord(divergence.spec(), null, null, null, null, sample);
    }
    PriorDistance distance =
        new PriorDistance(prior.get(), divergence, sample, spec.training().seed());
    Map<String, Double> mean =
        Split.each(split -> distance.of(latents.select(latents.rows(split))).mean());
    return new DivergenceRecord(
        divergence.spec(),
        mean.get("train"),
        mean.get("validation"),
        mean.get("test"),
        distance.floor().mean(),
        sample);
  }
}
