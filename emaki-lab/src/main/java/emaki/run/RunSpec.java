package emaki.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

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
  /** A known dataset's name or a path. */
  String data();

  /** Height x width to which images are brought, such as {@code 28x28}; null: as they are. */
  @Nullable String resize();

  /** Share of the training images set aside for validation, in (0, 0.5]. */
  double validationFraction();

  /** Most passes over the training images. */
  int epochs();

  /** Of every random stream. */
  long seed();

  /** Of engine and kernels. */
  int threads();

  /** What is learnt, in a few words. */
  String summary();
}
