package emaki.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import emaki.train.TrainOptions;

/**
 * Everything that decides a run's numbers: the same spec on the same machine kind gives the same
 * bits.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = TrialSpec.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrialSpec.class, name = "autoencoder"),
  @JsonSubTypes.Type(value = ClassificationSpec.class, name = "classifier")
})
public sealed interface RunSpec permits TrialSpec, ClassificationSpec {
  /** The images. */
  DataSpec data();

  /** How it is trained. */
  TrainingSpec training();

  /** The same with another number of epochs. */
  RunSpec withEpochs(int epochs);

  /** How it is trained, and all else that the trainer is told. */
  TrainOptions trainOptions();

  /** What is learnt, in a few words. */
  String summary();
}
