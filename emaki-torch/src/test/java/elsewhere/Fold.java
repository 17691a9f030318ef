package elsewhere;

import ai.djl.ndarray.NDArray;
import emaki.model.Layer;
import emaki.model.LayerPart;
import java.util.List;
import java.util.Map;

/** A layer of another jar: |x| times a factor. */
public record Fold(double factor) implements Layer {
  @Override
  public List<Integer> shape(List<Integer> input) {
    return input;
  }

  @Override
  public NDArray forward(NDArray x, Map<String, NDArray> tensors, boolean training) {
    return x.abs().mul(factor);
  }

  /** By name. */
  public static final class Part implements LayerPart {
    @Override
    public String usage() {
      return "fold";
    }

    @Override
    public Class<? extends Layer> layer() {
      return Fold.class;
    }
  }
}
