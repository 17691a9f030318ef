package emaki.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class RowMeansPropertiesTest {
  /** To one, two or many workers, of any number of threads, and back in any order. */
  @Property(tries = 200, seed = "1")
  void howRowsAreDealtChangesNoBit(
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 90) int m,
      @ForAll @IntRange(min = 1, max = 7) int k,
      @ForAll @DoubleRange(min = -3, max = 4) double logWidth,
      @ForAll @IntRange(min = 1, max = 20) int workers,
      @ForAll long seed) {
    Points x = RowMeansTest.normal(n, k, "x");
    Points y = RowMeansTest.normal(m, k, "y");
    double h = Math.pow(10, logWidth);
    RowMeans whole = new GaussianSums(h, 1).rows(0, x, y, true);
    RowMeans dealt =
        RowMeans.whole(n, RowMeansTest.dealt(new GaussianSums(h, 3), x, y, workers, seed));
    assertThat(dealt.logs()).isEqualTo(whole.logs());
    assertThat(dealt.logMean()).isEqualTo(whole.logMean());
    assertThat(dealt.gradient()).isEqualTo(whole.gradient());
    assertThat(dealt.ownGradient()).isEqualTo(whole.ownGradient());
  }
}
