package emaki.onnx;

import emaki.data.InputException;
import emaki.model.Activate;
import emaki.model.Activation;
import emaki.model.BatchNormalisation;
import emaki.model.Convolution;
import emaki.model.Dense;
import emaki.model.Dropout;
import emaki.model.Flatten;
import emaki.model.GlobalMean;
import emaki.model.Image;
import emaki.model.LayerWeights;
import emaki.model.MaxPool;
import emaki.model.Pixels;
import emaki.model.UnitLength;
import emaki.model.Upsample;
import java.util.List;
import java.util.Map;

/** Layers as nodes of a graph, as they compute when they are not trained. */
final class OnnxLayers {
  /** As {@link UnitLength} has it: zeros stay zeros. */
  private static final float LEAST_LENGTH = 1e-12f;

  private final OnnxGraph graph;

  OnnxLayers(OnnxGraph graph) {
    this.graph = graph;
  }

  /**
   * Layers one behind the other.
   *
   * @return what the last one gives
   * @throws InputException where one is of a kind that is not known here
   */
  String append(String x, List<LayerWeights> layers) {
    String y = x;
    for (LayerWeights layer : layers) {
      y = append(y, layer);
    }
    return y;
  }

  private String append(String x, LayerWeights weights) {
    if (weights.layer() instanceof Dense dense) {
      return dense(x, dense, weights);
    } else if (weights.layer() instanceof Convolution convolution) {
      return convolution(x, convolution, weights);
    } else if (weights.layer() instanceof BatchNormalisation normalisation) {
      return normalisation(x, normalisation, weights);
    } else if (weights.layer() instanceof Activate activate) {
      return activation(x, activate.activation());
    } else if (weights.layer() instanceof Dropout) {
      return x;
    } else if (weights.layer() instanceof MaxPool) {
      List<Integer> square = List.of(2, 2);
      return graph.node("MaxPool", List.of(x), Map.of("kernel_shape", square, "strides", square));
    } else if (weights.layer() instanceof GlobalMean) {
      return flatten(graph.node("GlobalAveragePool", x));
    } else if (weights.layer() instanceof Flatten) {
      return flatten(x);
    } else if (weights.layer() instanceof Image image) {
      return transpose(shaped(x, image.height(), image.width(), image.channels()), 0, 3, 1, 2);
    } else if (weights.layer() instanceof Pixels) {
      return flatten(transpose(x, 0, 2, 3, 1));
    } else if (weights.layer() instanceof Upsample upsample) {
      return upsample(x, upsample);
    } else if (weights.layer() instanceof UnitLength) {
      return unitLength(x);
    }
    throw new InputException(
        "the run's network",
        "has a layer that ONNX is not written for: " + weights.layer(),
        "use the run from Java");
  }

  private String dense(String x, Dense dense, LayerWeights weights) {
    String weight = graph.constant(weights.values("weight"), dense.outputs(), dense.inputs());
    String bias = graph.constant(weights.values("bias"), dense.outputs());
    String y = graph.node("Gemm", List.of(x, weight, bias), Map.of("transB", 1));
    return activation(y, dense.activation());
  }

  private String convolution(String x, Convolution by, LayerWeights weights) {
    int side = by.kernel();
    int margin = by.margin();
    String y =
        graph.node(
            "Conv",
            List.of(
                x,
                graph.constant(weights.values("weight"), by.filters(), by.channels(), side, side),
                graph.constant(weights.values("bias"), by.filters())),
            Map.of(
                "kernel_shape",
                List.of(side, side),
                "strides",
                List.of(by.stride(), by.stride()),
                "pads",
                List.of(margin, margin, margin, margin)));
    return activation(y, by.activation());
  }

  private String normalisation(String x, BatchNormalisation by, LayerWeights weights) {
    List<String> inputs =
        List.of(
            x,
            graph.constant(weights.values("scale"), by.features()),
            graph.constant(weights.values("shift"), by.features()),
            graph.constant(weights.values("mean"), by.features()),
            graph.constant(weights.values("variance"), by.features()));
    String y = graph.node("BatchNormalization", inputs, Map.of("epsilon", (float) by.epsilon()));
    return activation(y, by.activation());
  }

  private String activation(String x, Activation activation) {
    return switch (activation) {
      case LINEAR -> x;
      case TANH -> graph.node("Tanh", x);
      case RELU -> graph.node("Relu", x);
      case SIGMOID -> graph.node("Sigmoid", x);
    };
  }

  private String upsample(String x, Upsample to) {
    Map<String, Object> nearest =
        Map.of(
            "mode",
            "nearest",
            "nearest_mode",
            "floor",
            "coordinate_transformation_mode",
            "asymmetric");
    // The second input is the region of interest, which this mode has none of.
    String doubled =
        graph.node("Resize", List.of(x, "", graph.constant(new float[] {1, 1, 2, 2}, 4)), nearest);
    return to.height() % 2 == 0 && to.width() % 2 == 0
        ? doubled
        : graph.node(
            "Slice",
            doubled,
            graph.constant(0, 0),
            graph.constant(to.height(), to.width()),
            graph.constant(2, 3));
  }

  private String unitLength(String x) {
    String length = graph.node("ReduceL2", List.of(x), Map.of("axes", List.of(1), "keepdims", 1));
    return graph.node(
        "Div", x, graph.node("Max", length, graph.constant(new float[] {LEAST_LENGTH}, 1)));
  }

  private String flatten(String x) {
    return graph.node("Flatten", List.of(x), Map.of("axis", 1));
  }

  /** Values as [batch, extents...]. */
  String shaped(String x, int height, int width, int channels) {
    return graph.node("Reshape", x, graph.constant(-1, height, width, channels));
  }

  private String transpose(String x, Integer... axes) {
    return graph.node("Transpose", List.of(x), Map.of("perm", List.of(axes)));
  }
}
