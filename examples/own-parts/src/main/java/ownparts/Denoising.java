package ownparts;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import emaki.data.Streams;
import emaki.model.Autoencoder;
import emaki.model.Trainable;
import emaki.part.PartOptions;
import emaki.train.LatentObjective;
import emaki.train.Moment;
import emaki.train.ObjectivePart;
import emaki.train.Reconstruction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A denoising autoencoder (Vincent et al., 2008, "Extracting and composing robust features"): a
 * share of the pixels is masked, and the images are to be given back whole. Epochs are judged by
 * images as they are.
 */
public final class Denoising implements LatentObjective {
  private final Reconstruction plain;
  private final double share;
  private final long seed;

  private Denoising(ObjectivePart.Setting setting, double share) {
    this.plain = Reconstruction.of(setting);
    this.share = share;
    this.seed = setting.options().seed();
  }

  @Override
  public Trainable network() {
    return plain.network();
  }

  @Override
  public Forward forward(NDManager scope, int[] rows, int from, int count, Moment moment) {
    // Addressed by the step, the masks are the same where a run is resumed.
    RandomGenerator random = Streams.of(seed, "denoising", moment.step());
    return plain.forward(scope, rows, from, count, moment, x -> x.mul(mask(x, random)));
  }

  private NDArray mask(NDArray x, RandomGenerator random) {
    float[] mask = new float[(int) x.size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < share ? 0 : 1;
    }
    return x.getManager().create(mask, x.getShape());
  }

  @Override
  public Validation validate(NDManager scope, int[] rows, int batchSize, Moment moment) {
    return plain.validate(scope, rows, batchSize, moment);
  }

  @Override
  public Autoencoder autoencoder() {
    return plain.autoencoder();
  }

  @Override
  public void close() {
    plain.close();
  }

  /** By name. */
  public static final class Part implements ObjectivePart {
    @Override
    public String usage() {
      return "denoising:share=0.3";
    }

    @Override
    public Function<Setting, LatentObjective> make(PartOptions options) {
      double share = options.positive("share", 0.3);
      if (share >= 1) {
        throw options.fault("share=" + share + " leaves no pixel", "give less than 1");
      }
      return setting -> new Denoising(setting, share);
    }
  }
}
