package emaki.train;

import emaki.itl.CauchySchwarz;

/**
 * The parts of the loss, averaged over some images.
 *
 * @param reconstruction squared error of a pixel in [0, 1]
 * @param divergence Cauchy-Schwarz divergence of latents and prior in nats; NaN where there is no
 *     prior
 * @param entropy Renyi's quadratic entropy of the latents in nats, which the regulariser raises;
 *     NaN likewise
 * @param crossEntropy of latents and prior in nats, which the regulariser lowers; NaN likewise
 * @param total reconstruction + lambda * divergence: what is minimised
 */
public record Losses(
    double reconstruction, double divergence, double entropy, double crossEntropy, double total) {

  static Losses plain(double reconstruction) {
    return new Losses(reconstruction, Double.NaN, Double.NaN, Double.NaN, reconstruction);
  }

  static Losses regularised(double reconstruction, CauchySchwarz.Terms terms, double lambda) {
    return new Losses(
        reconstruction,
        terms.divergence(),
        terms.entropy(),
        terms.crossEntropy(),
        reconstruction + lambda * terms.divergence());
  }

  /**
   * A running mean, weighted by the number of images; its state is plain numbers, so that a
   * checkpoint can hold it.
   */
  static final class Mean {
    private final double[] sums = new double[5];
    private long images;

    void add(Losses losses, int count) {
      double[] parts = {
        losses.reconstruction, losses.divergence, losses.entropy, losses.crossEntropy, losses.total
      };
      for (int i = 0; i < sums.length; i++) {
        sums[i] += count * parts[i];
      }
      images += count;
    }

    Losses mean() {
      return new Losses(
          sums[0] / images, sums[1] / images, sums[2] / images, sums[3] / images, sums[4] / images);
    }

    double[] state() {
      double[] state = java.util.Arrays.copyOf(sums, sums.length + 1);
      state[sums.length] = images;
      return state;
    }

    static Mean of(double[] state) {
      Mean mean = new Mean();
      System.arraycopy(state, 0, mean.sums, 0, mean.sums.length);
      mean.images = (long) state[mean.sums.length];
      return mean;
    }
  }
}
