package emaki.eval;

/** The class that a classifier predicts. */
public final class MostProbable {
  private MostProbable() {}

  /** The most probable of {@code classes} from an offset on, the lowest among equals. */
  public static int of(float[] probabilities, int offset, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (probabilities[offset + c] > probabilities[offset + best]) {
        best = c;
      }
    }
    return best;
  }

  /**
   * The class predicted in each row.
   *
   * @param probabilities row-major [n, classes]
   * @return [n]
   */
  public static int[] ofRows(float[] probabilities, int classes) {
    int[] predicted = new int[probabilities.length / classes];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = of(probabilities, i * classes, classes);
    }
    return predicted;
  }
}
