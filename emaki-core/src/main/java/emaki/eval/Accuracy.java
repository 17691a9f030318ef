package emaki.eval;

/** The share of predictions that are right: 1/n sum_i n_ii, in [0, 1]. */
public final class Accuracy {
  private Accuracy() {}

  /**
   * The accuracy of predictions.
   *
   * @param confusion [classes][predictions], square, the diagonal right
   * @return NaN where there is nothing
   */
  public static double of(int[][] confusion) {
    long right = 0;
    long all = 0;
    for (int i = 0; i < confusion.length; i++) {
      for (int j = 0; j < confusion[i].length; j++) {
        all += confusion[i][j];
        right += i == j ? confusion[i][j] : 0;
      }
    }
    return all == 0 ? Double.NaN : (double) right / all;
  }
}
