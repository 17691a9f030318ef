package emaki.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.ImageSet;
import emaki.data.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers against NumPy and SciPy in float64: golden/layers.py made the figures. */
final class LayersTest {
  private static final float ROUNDING = 1e-5f;

  @TempDir private Path folder;

  private static JsonNode golden() throws IOException {
    return new ObjectMapper().readTree(LayersTest.class.getResourceAsStream("/golden/layers.json"));
  }

  static Iterable<JsonNode> cases() throws IOException {
    return golden().path("cases");
  }

  /** What a layer makes of its input, its gradients, and its statistics afterwards. */
  @ParameterizedTest(name = "case {index}")
  @MethodSource("cases")
  void agreesWithNumpy(JsonNode c) {
    boolean training = c.path("training").asBoolean();
    try (NDManager scope = Torch.newScope()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      c.path("tensors")
          .properties()
          .forEach(t -> tensors.put(t.getKey(), array(scope, t.getValue())));
      c.path("gradients")
          .fieldNames()
          .forEachRemaining(n -> of(tensors, n).setRequiresGradient(true));
      Layer layer = layer(c, tensors);
      try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
        NDArray y = layer.forward(of(tensors, "x"), tensors, training);
        expect("y", y, c.path("y"));
        NDArray upstream = scope.create(floats(c.path("upstream")), y.getShape());
        gradients.backward(y.mul(upstream).sum());
      }
      for (Map.Entry<String, JsonNode> gradient : c.path("gradients").properties()) {
        NDArray found = of(tensors, gradient.getKey()).getGradient();
        expect("gradient of " + gradient.getKey(), found, gradient.getValue());
      }
      for (Map.Entry<String, JsonNode> statistic : c.path("statistics").properties()) {
        NDArray found = of(tensors, statistic.getKey());
        expect("running " + statistic.getKey(), found, statistic.getValue());
      }
    }
  }

  /** Running statistics go through the file: a classifier that is read answers by them. */
  @Test
  void runningStatisticsAreStoredAndRestored() throws IOException {
    JsonNode c = golden().path("classifier");
    Standardisation inputs =
        new Standardisation(floats(c.at("/inputs/mean")), floats(c.at("/inputs/deviation")));
    ImageSet images = ImageSet.of("three values", new byte[3], 3, 1, 1, null, List.of(), List.of());
    Path file = folder.resolve("classifier.safetensors");
    try (NDManager scope = Torch.newScope();
        Classifier model =
            Classifier.ofPixels(
                new ClassifierSpec.Mlp(3, List.of(4), true, 0, 2),
                images,
                inputs,
                List.of("a", "b"),
                1,
                1)) {
      Map<String, Safetensors.Tensor> before = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> t : c.path("before").properties()) {
        before.put(t.getKey(), new Safetensors.Tensor(extents(t.getValue()), floats(t.getValue())));
      }
      model.restore(before, "golden/layers.json");
      for (int batch = 0; batch < 2; batch++) {
        NDArray x = array(scope, c.path("batches").path(batch));
        expect("training", model.logits(x, true), c.path("logits").path(batch));
      }
      model.save(file);
    }
    Map<String, Safetensors.Tensor> stored = Safetensors.read(file).tensors();
    for (Map.Entry<String, JsonNode> t : c.path("after").properties()) {
      assertThat(stored.get(t.getKey()).values())
          .as(t.getKey())
          .containsExactly(floats(t.getValue()), within(ROUNDING));
    }
    try (NDManager scope = Torch.newScope();
        Classifier read = Classifier.load(file, 1)) {
      NDArray x = array(scope, c.path("batches").path(2));
      expect("evaluation", read.logits(x, false), c.path("logits").path(2));
    }
  }

  private static Layer layer(JsonNode c, Map<String, NDArray> tensors) {
    Activation activation = Activation.valueOf(c.path("activation").asText());
    return switch (c.path("layer").asText()) {
      case "dense" -> new Dense(extent(tensors, 1), extent(tensors, 0), activation);
      case "convolution" ->
          Convolution.sameSize(
              extent(tensors, 1),
              extent(tensors, 0),
              extent(tensors, 2),
              c.path("stride").asInt(),
              activation);
      case "batch normalisation" ->
          BatchNormalisation.of((int) of(tensors, "scale").size(), activation);
      case "max pool" -> new MaxPool();
      case "global mean" -> new GlobalMean();
      case "flatten" -> new Flatten();
      case "upsample" -> new Upsample(c.path("height").asInt(), c.path("width").asInt());
      case "pixels" -> new Pixels();
      case "unit length" -> new UnitLength();
      default -> throw new AssertionError(c.path("layer"));
    };
  }

  /** An extent of the weight. */
  private static int extent(Map<String, NDArray> tensors, int axis) {
    return (int) of(tensors, "weight").getShape().get(axis);
  }

  private static void expect(String what, NDArray found, JsonNode expected) {
    assertThat(found.getShape()).as(what).isEqualTo(new Shape(extents(expected)));
    assertThat(found.toFloatArray()).as(what).containsExactly(floats(expected), within(ROUNDING));
  }

  private static NDArray of(Map<String, NDArray> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static NDArray array(NDManager scope, JsonNode tensor) {
    return scope.create(floats(tensor), new Shape(extents(tensor)));
  }

  private static long[] extents(JsonNode tensor) {
    long[] extents = new long[tensor.path("shape").size()];
    Arrays.setAll(extents, i -> tensor.path("shape").path(i).asLong());
    return extents;
  }

  private static float[] floats(JsonNode tensor) {
    float[] values = new float[tensor.path("values").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) tensor.path("values").path(i).asDouble();
    }
    return values;
  }
}
