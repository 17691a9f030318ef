package emaki.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import emaki.data.Dataset;
import emaki.data.Splits;
import emaki.prior.Priors;
import emaki.train.Objectives;
import emaki.train.TrainOptions;

/**
 * An autoencoder's run, by theme. Files hold the themes' components side by side.
 *
 * @param data its images
 * @param objective what it minimises
 * @param network its shape; a prior may ask for a dimension of the latents
 * @param training how it is trained
 */
public record TrialSpec(
    @JsonUnwrapped @JsonProperty("data_spec") DataSpec data,
    @JsonUnwrapped @JsonProperty("objective_spec") ObjectiveSpec objective,
    @JsonUnwrapped NetworkSpec network,
    @JsonUnwrapped TrainingSpec training)
    implements RunSpec {

  public TrialSpec {
    Priors.check(objective.prior(), network.latentDim());
    if (objective.hasPrior()) {
      Objectives.requireTakesPrior(objective.objective());
    }
  }

  /** The defaults: 3-D latents, no prior, batches of 1000, and what emaki can find itself. */
  public static TrialSpec of(String data) {
    return new TrialSpec(
        DataSpec.of(data),
        ObjectiveSpec.of(ObjectiveSpec.NONE),
        NetworkSpec.DEFAULT,
        TrainingSpec.DEFAULT);
  }

  /** The rows of a data set by split, and those to learn from. */
  public Splits splits(Dataset images) {
    Splits splits = training.splits(images);
    return objective.learnFrom() == ObjectiveSpec.LearnFrom.ALL ? splits.learningFromAll() : splits;
  }

  /** The same of other images. */
  public TrialSpec with(DataSpec newData) {
    return new TrialSpec(newData, objective, network, training);
  }

  /** The same with another objective, whose prior must be one of the network's dimension. */
  public TrialSpec with(ObjectiveSpec newObjective) {
    return new TrialSpec(data, newObjective, network, training);
  }

  /** The same with another network. */
  public TrialSpec with(NetworkSpec newNetwork) {
    return new TrialSpec(data, objective, newNetwork, training);
  }

  /** The same, trained otherwise. */
  public TrialSpec with(TrainingSpec newTraining) {
    return new TrialSpec(data, objective, network, newTraining);
  }

  /** The same with another prior, which must be one of the network's dimension. */
  public TrialSpec withPrior(String prior) {
    return with(objective.withPrior(prior));
  }

  /** The same with latents of another dimension. */
  public TrialSpec withLatentDim(int latentDim) {
    return with(network.withLatentDim(latentDim));
  }

  @Override
  public TrialSpec withEpochs(int epochs) {
    return with(training.withEpochs(epochs));
  }

  /** The same with another seed. */
  public TrialSpec withSeed(long seed) {
    return with(training.withSeed(seed));
  }

  /** The same with another number of threads. */
  public TrialSpec withThreads(int threads) {
    return with(training.withThreads(threads));
  }

  @Override
  public TrainOptions trainOptions() {
    return training.options();
  }

  @Override
  public String summary() {
    String other = objective.objective();
    return "prior "
        + objective.prior()
        + (other.equals(ObjectiveSpec.RECONSTRUCTION) ? "" : ", objective " + other)
        + (objective.learnFrom() == ObjectiveSpec.LearnFrom.ALL ? ", learnt from all images" : "");
  }
}
