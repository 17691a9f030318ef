package emaki.train;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Splits;
import emaki.model.AutoencoderSpec;
import emaki.part.Part;
import emaki.part.PartOptions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A kind of objective, by name. */
public interface ObjectivePart extends Part {
  /**
   * What a trial has for its objective.
   *
   * @param images all of them, learnt from or not
   * @param splits rows to learn from and rows to judge by
   * @param network make of the autoencoder that the user chose
   * @param regulariser of latents, of the network's dimension; empty where there is no prior
   * @param options as the user chose them; every random stream is of their seed
   */
  record Setting(
      ImageSet images,
      Splits splits,
      AutoencoderSpec network,
      Optional<Regulariser> regulariser,
      TrainOptions options) {}

  /**
   * Reads the options, before there are images; what it gives makes the objective of a trial, its
   * networks with their first weights.
   *
   * @throws InputException where the options cannot be met
   */
  Function<Setting, LatentObjective> make(PartOptions options);

  /** The prior that it has of its own, such as {@code the sphere}; empty: it takes the user's. */
  default Optional<String> ownPrior() {
    return Optional.empty();
  }

  /** What a run of it has in place of the usual defaults where the user says nothing: by name. */
  default Map<String, String> defaults() {
    return Map.of();
  }
}
