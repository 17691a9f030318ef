package ownparts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emaki.cluster.Clusterers;
import emaki.cluster.Clusters;
import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.InputException;
import emaki.data.Streams;
import emaki.divergence.Divergence;
import emaki.divergence.Divergences;
import emaki.kernel.Points;
import emaki.prior.Prior;
import emaki.prior.Priors;
import emaki.train.Objectives;
import org.junit.jupiter.api.Test;

final class OwnPartsTest {
  private final Prior eight = Priors.parse("lemniscate:scale=4", 3).orElseThrow();

  @Test
  void pointsLieAboutTheChart() {
    float[] points = eight.sample(1000, Streams.of(0, "test"));
    for (int i = 0; i < points.length; i += 3) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int u = 0; u < 500; u++) {
        float[] at = eight.chart().orElseThrow().at(u / 500.0);
        nearest = Math.min(nearest, Math.hypot(points[i] - at[0], points[i + 1] - at[1]));
      }
      assertTrue(nearest < 0.6, "a point is " + nearest + " off the curve");
    }
  }

  @Test
  void gradientAgreesWithCentralDifferences() {
    Divergence energy = Divergences.parse("energy", 1, 1);
    float[] points = new Lemniscate(3, 2, 1).sample(7, Streams.of(1, "test"));
    float[] gradient = new float[points.length];
    double value = value(energy, points, gradient);
    assertEquals(value, value(energy, points, null));
    double step = 1.0 / 1024;
    for (int i = 0; i < points.length; i++) {
      float[] up = points.clone();
      float[] down = points.clone();
      up[i] += (float) step;
      down[i] -= (float) step;
      double slope =
          (value(energy, up, null) - value(energy, down, null)) / ((double) up[i] - down[i]);
      assertEquals(slope, gradient[i], 1e-4 * Math.max(1, Math.abs(slope)));
    }
  }

  @Test
  void theDistanceIsSmallForThePriorItselfAndGrowsWithAShift() {
    Divergence energy = Divergences.parse("energy", 1, 1);
    float[] points = eight.sample(500, Streams.of(2, "test"));
    double near = value(energy, points, null);
    for (int i = 0; i < points.length; i += 3) {
      points[i + 2] += 2;
    }
    assertTrue(near >= 0 && near < 0.05 && value(energy, points, null) > 10 * near);
  }

  @Test
  void aMaskLeavesSomething() {
    Objectives.parse("denoising:share=0.5");
    InputException fault =
        assertThrows(InputException.class, () -> Objectives.parse("denoising:share=1"));
    assertTrue(fault.getMessage().contains("leaves no pixel"));
  }

  @Test
  void lonePointsAreNoise() {
    Points points = new Points(new float[] {0, 0.1f, 9, 9.1f, 9.2f, 50, 0.2f}, 1);
    Clusters clusters = Clusterers.parse("leader:radius=1,least=2").fit(points, 0, 1);
    assertEquals(2, clusters.count());
    assertArrayEquals(new int[] {0, 0, 1, 1, 1, Clusters.NOISE, 0}, clusters.labels());
    int[] others = clusters.assigner().orElseThrow().assign(new Points(new float[] {8.5f, 30}, 1));
    assertArrayEquals(new int[] {1, Clusters.NOISE}, others);
  }

  @Test
  void ringsAreTheSameWheneverAsked() {
    Dataset rings = Datasets.load("rings:60", DatasetOptions.DEFAULT);
    assertEquals(70, rings.images().size());
    assertEquals(60, rings.trainingCount());
    assertEquals(
        rings.images().sha256(),
        Datasets.load("rings:60", DatasetOptions.DEFAULT).images().sha256());
  }

  private double value(Divergence divergence, float[] points, float[] gradient) {
    return divergence.of(points, eight, Streams.of(3, "test"), 1, gradient).value();
  }
}
