package emaki.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * One step of a network: a record of numbers that says what it does, and does it with tensors that
 * the {@link Network} keeps for it. Stored files and pages that decode by themselves are made from
 * these records.
 *
 * <p>Shows the engine's type {@link NDArray}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = Convolution.class, name = "convolution"),
  @JsonSubTypes.Type(value = BatchNormalisation.class, name = "batch-normalisation"),
  @JsonSubTypes.Type(value = Activate.class, name = "activation"),
  @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = MaxPool.class, name = "max-pool"),
  @JsonSubTypes.Type(value = GlobalMean.class, name = "global-mean"),
  @JsonSubTypes.Type(value = Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = Image.class, name = "image"),
  @JsonSubTypes.Type(value = Pixels.class, name = "pixels"),
  @JsonSubTypes.Type(value = Upsample.class, name = "upsample"),
  @JsonSubTypes.Type(value = UnitLength.class, name = "unit-length")
})
public interface Layer {

  /**
   * The extents of what it makes of one input.
   *
   * @param input extents of the input, without the axis of the batch
   * @throws IllegalArgumentException where it takes no such input
   */
  List<Integer> shape(List<Integer> input);

  /** The tensors that it needs, trained ones and running statistics; none for most. */
  default List<TensorSpec> tensors() {
    return List.of();
  }

  /**
   * [n, input...] -> [n, output...], in the scope of {@code x}.
   *
   * @param tensors its own, by the names of {@link #tensors()}
   * @param training whether layers that behave otherwise in training shall: dropout drops, batch
   *     normalisation goes by the batch's own statistics
   */
  NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training);
}
