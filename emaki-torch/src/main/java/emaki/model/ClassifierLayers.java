package emaki.model;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Builds a classifier's layers from its shape. */
final class ClassifierLayers {
  private final NDManager scope;
  private final long seed;
  private final List<Layer> layers = new ArrayList<>();
  private int index;

  private ClassifierLayers(NDManager scope, long seed) {
    this.scope = scope;
    this.seed = seed;
  }

  /** Layers with weights drawn from the streams "weights" of {@code seed}, inputs to logits. */
  static List<Layer> of(ClassifierSpec spec, NDManager scope, long seed) {
    ClassifierLayers building = new ClassifierLayers(scope, seed);
    if (spec instanceof ClassifierSpec.Mlp mlp) {
      building.mlp(mlp);
    } else if (spec instanceof ClassifierSpec.Cnn cnn) {
      building.cnn(cnn);
    }
    return building.layers;
  }

  private void mlp(ClassifierSpec.Mlp spec) {
    int width = spec.inputs();
    for (int next : spec.hidden()) {
      dense(width, next, spec.batchNormalisation() ? Activation.LINEAR : Activation.RELU);
      if (spec.batchNormalisation()) {
        normalise(next);
      }
      drop(spec.dropout());
      width = next;
    }
    dense(width, spec.classes(), Activation.LINEAR);
  }

  private void cnn(ClassifierSpec.Cnn spec) {
    int channels = spec.channels();
    int height = spec.height();
    int width = spec.width();
    if (spec.stem() > 0) {
      convolve(channels, spec.stem(), 5, 2, spec.batchNormalisation());
      channels = spec.stem();
      height = (height + 1) / 2;
      width = (width + 1) / 2;
    }
    for (int stage = 0; stage < spec.filters().size(); stage++) {
      int filters = spec.filters().get(stage);
      for (int i = 0; i < spec.depth(); i++) {
        convolve(channels, filters, 3, 1, spec.batchNormalisation());
        channels = filters;
      }
      boolean last = stage == spec.filters().size() - 1;
      if (!last || spec.dense() > 0) {
        layers.add(new MaxPool());
        height /= 2;
        width /= 2;
      }
    }
    int features = channels;
    if (spec.dense() > 0) {
      layers.add(new Flatten());
      dense(channels * height * width, spec.dense(), Activation.RELU);
      features = spec.dense();
    } else {
      layers.add(new GlobalMean());
    }
    drop(spec.dropout());
    dense(features, spec.classes(), Activation.LINEAR);
  }

  private void convolve(int channels, int filters, int kernel, int stride, boolean normalise) {
    layers.add(
        Convolution.initialise(
            scope,
            name(),
            index++,
            channels,
            filters,
            kernel,
            stride,
            normalise ? Activation.LINEAR : Activation.RELU,
            seed));
    if (normalise) {
      normalise(filters);
    }
  }

  private void dense(int inputs, int outputs, Activation activation) {
    layers.add(Dense.initialise(scope, name(), index++, inputs, outputs, activation, seed));
  }

  private void normalise(int features) {
    layers.add(BatchNormalisation.initialise(scope, name(), features, Activation.RELU));
    index++;
  }

  private void drop(double rate) {
    if (rate > 0) {
      layers.add(new Dropout(rate));
    }
  }

  private String name() {
    return "classifier." + index;
  }
}
