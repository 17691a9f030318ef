package emaki.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a layer applies to its affine output, element by element. */
public enum Activation {
  LINEAR,
  TANH,
  RELU,
  SIGMOID;

  /** As files name it: in lower case. */
  @JsonValue
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  NDArray apply(NDArray x) {
    return switch (this) {
      case LINEAR -> x;
      case TANH -> x.tanh();
      case RELU -> ai.djl.nn.Activation.relu(x);
      case SIGMOID -> ai.djl.nn.Activation.sigmoid(x);
    };
  }
}
