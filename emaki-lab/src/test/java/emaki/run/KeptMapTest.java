package emaki.run;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.data.Streams;
import emaki.kernel.Points;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptMapTest {
  private static final int POINTS = 30;

  @TempDir private Path folder;
  private final Points points = new Points(new float[4 * POINTS], 4);
  private final Queue<Double> sought = new ConcurrentLinkedQueue<>();
  private int made;

  KeptMapTest() {
    RandomGenerator random = Streams.of(0, "map");
    for (int i = 0; i < points.values().length; i++) {
      points.values()[i] = (float) random.nextGaussian();
    }
  }

  @Test
  void itIsMadeOnceAndAnewWhereItIsOfOthersOrDamaged() throws IOException {
    KeptMap map = new KeptMap(new RunFolder(folder));
    Path file = folder.resolve("map.npz");
    assertThat(map.kept(points)).isEmpty();
    float[] first = of(map);
    assertThat(of(map)).isEqualTo(first);
    assertThat(made).isEqualTo(1);
    assertThat(map.kept(points)).hasValue(first);
    assertThat(sought).endsWith(1.0);
    Map<String, NpyArray> kept = Npz.read(file);
    assertThat(kept).containsOnlyKeys("map", "latents_crc32");
    assertThat(kept.get("map").shape()).containsExactly(POINTS, 2);
    assertThat(folder.resolve("neighbours.npz")).exists();

    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThat(of(map)).isEqualTo(first);
    assertThat(file).hasBinaryContent(whole);
    points.values()[7] += 5;
    assertThat(map.kept(points)).isEmpty();
    assertThat(of(map)).isNotEqualTo(first);
    assertThat(made).isEqualTo(3);
  }

  /** Here something stands in the place of both files. */
  @Test
  void whereNothingCanBeWrittenItIsMadeAllTheSame() throws IOException {
    float[] first = of(new KeptMap(new RunFolder(folder)));
    Path other = folder.resolve("other");
    Files.createDirectories(other.resolve("map.npz").resolve("taken"));
    Files.createDirectories(other.resolve("neighbours.npz").resolve("taken"));
    assertThat(of(new KeptMap(new RunFolder(other)))).isEqualTo(first);
  }

  private float[] of(KeptMap map) {
    return map.of(
        points,
        () -> {
          made++;
          float[] start = new float[2 * POINTS];
          for (int i = 0; i < POINTS; i++) {
            start[2 * i] = points.values()[4 * i];
            start[2 * i + 1] = points.values()[4 * i + 1];
          }
          return start;
        },
        2,
        sought::add,
        share -> {});
  }
}
