package emaki.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.kernel.Points;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against scikit-learn: golden/kmeans.py made the figures. */
final class LloydTest {
  private static JsonNode golden = new ObjectMapper().createObjectNode();

  @BeforeAll
  static void read() throws IOException {
    golden =
        new ObjectMapper().readTree(LloydTest.class.getResourceAsStream("/golden/kmeans.json"));
  }

  @Test
  void centresGoWhereScikitLearnsGo() {
    check(golden.path("ordinary"));
  }

  @Test
  void emptyClustersAreMendedAsScikitLearnDoes() {
    check(golden.path("empty"));
  }

  @Test
  void theBestOfManyStartsIsAsGood() {
    Points points = points();
    for (int k : new int[] {2, 5, 8, 12}) {
      double inertia = golden.path("best").path(String.valueOf(k)).asDouble();
      KMeans fitted = KMeans.fit(points, new KMeans.Options(k, 0, 200, 300, 2));
      assertThat(fitted.inertia()).isLessThanOrEqualTo(inertia * (1 + 1e-5));
    }
  }

  /** All points lie on two centres: there is nothing to give to the third. */
  @Test
  void aClusterStaysEmptyWhereEveryPointLiesOnACentre() {
    Strips strips = new Strips(new Points(new float[] {1, 1, 2, 2}, 1), 3, 1);
    float[] centres = Strips.scaled(new float[] {1, 2, 50}, strips.exponent);
    assertThat(new Lloyd(strips, 3).run(centres, 10, 0)).isZero();
    assertThat(Strips.scaled(centres, -strips.exponent)).containsExactly(1, 2, 50);
  }

  private static void check(JsonNode expected) {
    float[] ends = floats(expected.path("centres"));
    Strips strips = new Strips(points(), ends.length / 2, 2);
    float[] centres = Strips.scaled(floats(expected.path("first")), strips.exponent);
    double inertia = new Lloyd(strips, ends.length / 2).run(centres, 100, 0);
    assertThat(Strips.scaled(centres, -strips.exponent)).containsExactly(ends, within(1e-5f));
    assertThat(Math.scalb(inertia, -2 * strips.exponent))
        .isCloseTo(expected.path("inertia").asDouble(), within(1e-4));
  }

  private static Points points() {
    return new Points(floats(golden.path("points")), 2);
  }

  private static float[] floats(JsonNode rows) {
    float[] values = new float[rows.size() * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows.path(i / 2).path(i % 2).asDouble();
    }
    return values;
  }
}
