package emaki.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The shape of a classifier's network. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClassifierSpec.Mlp.class, name = "mlp"),
  @JsonSubTypes.Type(value = ClassifierSpec.Cnn.class, name = "cnn")
})
public sealed interface ClassifierSpec {
  /** Classes, at least 2. */
  int classes();

  /** Values of one input. */
  int inputs();

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
      require(inputs >= 1, "at least 1 input", inputs);
      requireWidths("hidden widths", hidden);
      requireRate(dropout);
      requireClasses(classes);
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
      require(height >= 1 && width >= 1, "an image", height + "x" + width);
      require(channels == 1 || channels == 3, "1 or 3 channels", channels);
      require(stem >= 0 && stem <= MAX_WIDTH, "0 or more filters in the stem", stem);
      require(!filters.isEmpty(), "at least one stage of filters", filters);
      requireWidths("filters", filters);
      require(depth >= 1 && depth <= 100, "1 to 100 convolutions a stage", depth);
      require(dense >= 0 && dense <= MAX_WIDTH, "a dense layer of 0 or more", dense);
      requireRate(dropout);
      requireClasses(classes);
      int halvings = filters.size() - (dense > 0 ? 0 : 1) + (stem > 0 ? 1 : 0);
      require(
          Math.min(height, width) >> halvings >= 1,
          "images that can be halved %d times".formatted(halvings),
          height + "x" + width);
    }

    @Override
    public int inputs() {
      return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }
  }

  /** Largest width of a layer: a slip of the hand should not ask for terabytes. */
  int MAX_WIDTH = 20_000;

  private static void requireWidths(String what, List<Integer> widths) {
    require(
        widths.stream().allMatch(w -> w >= 1 && w <= MAX_WIDTH) && widths.size() <= 100,
        what + " from 1 to " + MAX_WIDTH,
        widths);
  }

  private static void requireRate(double dropout) {
    require(dropout >= 0 && dropout < 1, "a dropout from 0 to below 1", dropout);
  }

  private static void requireClasses(int classes) {
    require(classes >= 2, "at least 2 classes", classes);
  }

  private static void require(boolean holds, String expected, Object got) {
    if (!holds) {
      throw new IllegalArgumentException("Expected %s, got %s".formatted(expected, got));
    }
  }
}
