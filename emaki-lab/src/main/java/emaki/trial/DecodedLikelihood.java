package emaki.trial;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Split;
import emaki.data.Streams;
import emaki.eval.ParzenLikelihood;
import emaki.kernel.Points;
import emaki.model.Autoencoder;
import emaki.prior.Prior;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.TrainingSpec;
import java.io.IOException;
import java.util.function.Function;

/**
 * How likely a run's test images are, where images are drawn by decoding points of its prior.
 *
 * @param decoded under such images
 * @param training under as many training images, for comparison
 */
public record DecodedLikelihood(ParzenLikelihood decoded, ParzenLikelihood training) {
  /** What is usual, so that figures can be compared. */
  private static final int IMAGES = 10_000;

  private static final int CHOOSING = 1_000;

  /** Values of as many images, at most, drawn or known: 256 MB of each. */
  private static final long MOST_VALUES = 1L << 26;

  /**
   * Of at most {@value #IMAGES} test images under as many drawn, fewer where images are large; the
   * windows' width is chosen on at most {@value #CHOOSING} validation images.
   *
   * @param training its seed, which draws images, and most threads; the figures do not depend on
   *     the latter
   * @throws InputException where there are too few images, or they are gone
   */
  public static DecodedLikelihood of(
      RunFolder run, Latents latents, Prior prior, TrainingSpec training) throws IOException {
    ImageSet images = run.images();
    int most = (int) Math.min(IMAGES, MOST_VALUES / images.values());
    int choosing = Math.min(CHOOSING, most);
    float[] others = some(images, latents, Split.VALIDATION, choosing, training.seed());
    float[] test = some(images, latents, Split.TEST, most, training.seed());
    if (others.length == 0 || test.length < 2 * images.values()) {
      throw new InputException(
          run.path().toString(),
          "has too few validation or test images for a likelihood",
          "train on more");
    }
    float[] known = some(images, latents, Split.TRAIN, most, training.seed());
    try (Autoencoder model = run.model()) {
      float[] points =
          prior.sample(known.length / images.values(), Streams.of(training.seed(), "likelihood"));
      Function<float[], ParzenLikelihood> likelihood =
          drawn ->
              ParzenLikelihood.of(
                  new Points(drawn, images.values()),
                  new Points(others, images.values()),
                  new Points(test, images.values()),
                  training.threads());
      return new DecodedLikelihood(likelihood.apply(model.decode(points)), likelihood.apply(known));
    }
  }

  /** Images of a split, values in [0, 1], drawn where there are more. */
  private static float[] some(ImageSet images, Latents latents, Split split, int most, long seed) {
    int[] rows = latents.rows(split);
    int[] drawn =
        rows.length <= most
            ? rows
            : Streams.of(seed, "likelihood", split.code())
                .ints(0, rows.length)
                .distinct()
                .limit(most)
                .map(i -> rows[i])
                .toArray();
    float[] values = new float[drawn.length * images.values()];
    for (int i = 0; i < drawn.length; i++) {
      images.copyTo(drawn[i], values, i * images.values());
    }
    return values;
  }
}
