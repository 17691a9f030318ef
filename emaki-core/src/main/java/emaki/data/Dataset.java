package emaki.data;

/**
 * Images with their official division.
 *
 * @param images all of them, those of the training file first
 * @param trainingCount how many are of the training file; the rest are the official test set. Equal
 *     to the number of images where there is no official test set
 * @param remarks on how it was read
 */
public record Dataset(ImageSet images, int trainingCount, Remarks remarks) {
  public Dataset {
    if (trainingCount < 1 || trainingCount > images.size()) {
      throw new IllegalArgumentException(
          "Expected 1 to %d training images, got %d".formatted(images.size(), trainingCount));
    }
  }

  /** One on which there is nothing to remark. */
  public Dataset(ImageSet images, int trainingCount) {
    this(images, trainingCount, Remarks.NONE);
  }

  /** Whether it came without a test set of its own. */
  public boolean lacksTest() {
    return trainingCount == images.size();
  }
}
