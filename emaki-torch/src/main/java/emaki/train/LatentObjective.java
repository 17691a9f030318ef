package emaki.train;

import emaki.model.Autoencoder;

/**
 * An objective that leaves an autoencoder: what a run keeps, encodes and decodes by. What else was
 * trained on the way, such as a projection head, goes when this is closed.
 */
public interface LatentObjective extends Objective, AutoCloseable {
  /**
   * The autoencoder, whose latents and images are of the size that {@link
   * ObjectivePart.Setting#network} has. Asked for when training and {@link #finish} are over; freed
   * when this is closed.
   */
  Autoencoder autoencoder();

  /** Frees every network. */
  @Override
  void close();
}
