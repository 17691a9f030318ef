package emaki.eval;

/**
 * How good predictions of one class are: precision is the share of those predicted that are of it,
 * recall the share of those of it that are predicted, F1 their harmonic mean (van Rijsbergen,
 * 1979).
 *
 * @param precision in [0, 1]; NaN where it is never predicted
 * @param recall in [0, 1]; NaN where it never occurs
 * @param f1 in [0, 1]; NaN where either is
 * @param support points of the class
 */
public record PrecisionRecall(double precision, double recall, double f1, int support) {

  /**
   * Of one class.
   *
   * @param confusion [classes][predictions], square
   */
  public static PrecisionRecall of(int[][] confusion, int label) {
    int right = confusion[label][label];
    int predicted = 0;
    int support = 0;
    for (int i = 0; i < confusion.length; i++) {
      predicted += confusion[i][label];
      support += confusion[label][i];
    }
    double precision = predicted == 0 ? Double.NaN : (double) right / predicted;
    double recall = support == 0 ? Double.NaN : (double) right / support;
    return new PrecisionRecall(
        precision,
        recall,
        right == 0 ? 0 * (precision + recall) : 2 * precision * recall / (precision + recall),
        support);
  }
}
