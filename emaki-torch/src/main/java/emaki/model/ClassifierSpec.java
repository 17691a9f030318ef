package emaki.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;

/** The make of a classifier's network. Another make is another implementation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClassifierSpec.Mlp.class, name = "mlp"),
  @JsonSubTypes.Type(value = ClassifierSpec.Cnn.class, name = "cnn"),
  @JsonSubTypes.Type(value = ClassifierSpec.Layered.class, name = "layers")
})
public interface ClassifierSpec {
  /** Classes, at least 2. */
  int classes();

  /** Values of one input. */
  int inputs();

  /** Standardised inputs [inputs] -> logits [classes]. */
  List<Layer> layers();

  /**
   * Fully connected layers with ReLU: the study's 1000-500-500 (paper, "Networks").
   *
   * @param inputs values of one input
   * @param hidden widths of the hidden layers
   * @param batchNormalisation before each ReLU
   * @param dropout rate after each ReLU, in [0, 1)
   * @param classes at least 2
   */
  record Mlp(
      int inputs, List<Integer> hidden, boolean batchNormalisation, double dropout, int classes)
      implements ClassifierSpec {
    /** Widths of the study's hidden layers. */
    public static final List<Integer> STUDY_HIDDEN = List.of(1000, 500, 500);

    public Mlp {
      hidden = List.copyOf(hidden);
      Expect.that(inputs >= 1, "at least 1 input", inputs);
      requireWidths("hidden widths", hidden);
      requireRate(dropout);
      requireClasses(classes);
    }

    @Override
    public List<Layer> layers() {
      List<Layer> layers = new ArrayList<>();
      int width = inputs;
      for (int next : hidden) {
        layers.add(new Dense(width, next, beforeNormalising(batchNormalisation)));
        if (batchNormalisation) {
          layers.add(BatchNormalisation.of(next, Activation.RELU));
        }
        drop(layers, dropout);
        width = next;
      }
      layers.add(new Dense(width, classes, Activation.LINEAR));
      return layers;
    }
  }

  /**
   * 3 x 3 convolutions with ReLU in stages, each half the size of the one before by max pooling.
   *
   * @param height of an image in pixels
   * @param width of an image in pixels
   * @param channels 1 or 3
   * @param stem filters of a 5 x 5 convolution of stride 2 in front, which halves the image at
   *     once; 0: none
   * @param filters of each stage
   * @param depth convolutions in each stage
   * @param dense width of a fully connected layer behind the last stage's pooling; 0: the mean of
   *     each channel of the last stage instead
   * @param batchNormalisation before each ReLU of a convolution
   * @param dropout rate before the last layer, in [0, 1)
   * @param classes at least 2
   */
  record Cnn(
      int height,
      int width,
      int channels,
      int stem,
      List<Integer> filters,
      int depth,
      int dense,
      boolean batchNormalisation,
      double dropout,
      int classes)
      implements ClassifierSpec {

    public Cnn {
      filters = List.copyOf(filters);
      Expect.that(height >= 1 && width >= 1, "an image", height + "x" + width);
      Expect.that(channels == 1 || channels == 3, "1 or 3 channels", channels);
      Expect.that(stem >= 0 && stem <= MAX_WIDTH, "0 or more filters in the stem", stem);
      Expect.that(!filters.isEmpty(), "at least one stage of filters", filters);
      requireWidths("filters", filters);
      Expect.that(depth >= 1 && depth <= 100, "1 to 100 convolutions a stage", depth);
      Expect.that(dense >= 0 && dense <= MAX_WIDTH, "a dense layer of 0 or more", dense);
      requireRate(dropout);
      requireClasses(classes);
      int halvings = filters.size() - (dense > 0 ? 0 : 1) + (stem > 0 ? 1 : 0);
      Expect.that(
          Math.min(height, width) >> halvings >= 1,
          "images that can be halved %d times".formatted(halvings),
          height + "x" + width);
    }

    @Override
    public int inputs() {
      return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    @Override
    public List<Layer> layers() {
      List<Layer> layers = new ArrayList<>();
      layers.add(new Image(height, width, channels));
      int from = channels;
      if (stem > 0) {
        convolve(layers, from, stem, 5, 2, Activation.RELU);
        from = stem;
      }
      for (int stage = 0; stage < filters.size(); stage++) {
        boolean pooled = stage < filters.size() - 1 || dense > 0;
        for (int i = 1; i <= depth; i++) {
          Activation activation = pooled && i == depth ? Activation.LINEAR : Activation.RELU;
          convolve(layers, from, filters.get(stage), 3, 1, activation);
          from = filters.get(stage);
        }
        if (pooled) {
          // The greatest rectified is the rectified greatest, of which there are a quarter as many.
          layers.addAll(List.of(new MaxPool(), new Activate(Activation.RELU)));
        }
      }
      layers.add(dense > 0 ? new Flatten() : new GlobalMean());
      int features = Network.shape(layers, List.of(inputs())).get(0);
      if (dense > 0) {
        layers.add(new Dense(features, dense, Activation.RELU));
        features = dense;
      }
      drop(layers, dropout);
      layers.add(new Dense(features, classes, Activation.LINEAR));
      return layers;
    }

    private void convolve(
        List<Layer> layers, int from, int to, int kernel, int stride, Activation activation) {
      if (batchNormalisation) {
        layers.add(Convolution.sameSize(from, to, kernel, stride, Activation.LINEAR));
        layers.add(BatchNormalisation.of(to, activation));
      } else {
        layers.add(Convolution.sameSize(from, to, kernel, stride, activation));
      }
    }
  }

  /**
   * Any layers that fit together.
   *
   * @param inputs values of one input
   * @param layers standardised inputs [inputs] -> logits [classes]
   */
  record Layered(int inputs, List<Layer> layers) implements ClassifierSpec {
    public Layered {
      layers = List.copyOf(layers);
      List<Integer> logits = Network.shape(layers, List.of(inputs));
      Expect.that(logits.size() == 1, "layers that end in logits", logits);
      requireClasses(logits.get(0));
    }

    static Layered of(ClassifierSpec spec) {
      return new Layered(spec.inputs(), spec.layers());
    }

    @Override
    public int classes() {
      return Network.shape(layers, List.of(inputs)).get(0);
    }
  }

  /** Largest width of a layer: a slip of the hand should not ask for terabytes. */
  int MAX_WIDTH = 20_000;

  private static void requireWidths(String what, List<Integer> widths) {
    Expect.that(
        widths.stream().allMatch(w -> w >= 1 && w <= MAX_WIDTH) && widths.size() <= 100,
        what + " from 1 to " + MAX_WIDTH,
        widths);
  }

  private static void requireRate(double dropout) {
    Expect.that(dropout >= 0 && dropout < 1, "a dropout from 0 to below 1", dropout);
  }

  private static void requireClasses(int classes) {
    Expect.that(classes >= 2, "at least 2 classes", classes);
  }

  private static Activation beforeNormalising(boolean batchNormalisation) {
    return batchNormalisation ? Activation.LINEAR : Activation.RELU;
  }

  private static void drop(List<Layer> layers, double rate) {
    if (rate > 0) {
      layers.add(new Dropout(rate));
    }
  }
}
