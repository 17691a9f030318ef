package emaki.run;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Split;
import emaki.kernel.Points;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The latents of a run's whole data set, training file first.
 *
 * @param values row-major [n, dimension]
 * @param dimension of the latent space
 * @param labels [n], -1: none
 * @param split [n], {@link Split} codes
 * @param cluster [n]; null until clustered
 * @param error of each image's reconstruction, the squared difference averaged over its values,
 *     [n]; null in runs of an emaki that did not keep it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Latents(
    float[] values,
    int dimension,
    int[] labels,
    byte[] split,
    int @Nullable [] cluster,
    float @Nullable [] error) {

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Rows of a split, ascending. */
  public int[] rows(Split which) {
    return IntStream.range(0, split.length).filter(i -> split[i] == which.code()).toArray();
  }

  /** All latents as points. */
  public Points points() {
    return new Points(values, dimension);
  }

  /** The latents of some rows, row-major. */
  public float[] select(int[] rows) {
    float[] selected = new float[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * dimension, selected, i * dimension, dimension);
    }
    return selected;
  }

  /** Whether any image has a label. */
  public boolean labelled() {
    return IntStream.of(labels).anyMatch(label -> label >= 0);
  }

  /** The same with clusters. */
  public Latents withCluster(int[] newCluster) {
    return new Latents(values, dimension, labels, split, newCluster, error);
  }

  static Latents of(Path file, Map<String, NpyArray> arrays) {
    NpyArray latents = arrays.get("latents");
    NpyArray labels = arrays.get("labels");
    NpyArray split = arrays.get("split");
    NpyArray cluster = arrays.get("cluster");
    NpyArray error = arrays.get("error");
    if (latents == null || labels == null || split == null || latents.shape().length != 2) {
      throw damaged(
          file, "expected arrays latents [n, k], labels [n], split [n], found " + arrays.keySet());
    }
    int n = latents.shape()[0];
    int k = latents.shape()[1];
    int[] labelValues = labels.ints();
    byte[] splitValues = split.bytes();
    int[] clusterValues = cluster == null ? null : cluster.ints();
    float[] errorValues = error == null ? null : error.floats();
    if (n < 1
        || k < 1
        || labelValues.length != n
        || splitValues.length != n
        || (clusterValues != null && clusterValues.length != n)
        || (errorValues != null && errorValues.length != n)) {
      throw damaged(file, "its arrays have different lengths");
    }
    for (int i = 0; i < n; i++) {
      if (labelValues[i] < -1 || splitValues[i] < 0 || splitValues[i] > 2) {
        throw damaged(
            file, "row %d has label %d and split %d".formatted(i, labelValues[i], splitValues[i]));
      }
    }
    float[] values = latents.floats();
    for (float z : values) {
      if (!Float.isFinite(z)) {
        throw damaged(file, "a latent is not a finite number");
      }
    }
    return new Latents(values, k, labelValues, splitValues, clusterValues, errorValues);
  }

  private static InputException damaged(Path file, String why) {
    return new InputException(file.toString(), why, "restore it from a copy or train again");
  }
}
