package emaki.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import emaki.cluster.KMeans;
import emaki.kernel.Points;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fits k-means on request, so that {@code kmeans.py} can time it in turn with scikit-learn's. */
public final class KMeansFits {
  private KMeansFits() {}

  /**
   * For each seed, a line on standard input, writes seconds and inertia.
   *
   * @param arguments a file of little-endian floats, row-major; dimension, k, starts, threads
   */
  public static void main(String[] arguments) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0])));
    float[] values = new float[bytes.capacity() / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    Points points = new Points(values, Integer.parseInt(arguments[1]));
    int k = Integer.parseInt(arguments[2]);
    int starts = Integer.parseInt(arguments[3]);
    int threads = Integer.parseInt(arguments[4]);
    BufferedReader seeds = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String seed = seeds.readLine(); seed != null; seed = seeds.readLine()) {
      KMeans.Options options = new KMeans.Options(k, Long.parseLong(seed), starts, 100, threads);
      long began = System.nanoTime();
      KMeans fitted = KMeans.fit(points, options);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf("%.6f %.9g%n", seconds, fitted.inertia());
    }
  }
}
