package emaki.run;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Split;
import emaki.kernel.Points;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private static final int DIGESTED = 1 << 16;

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

  /** SHA-256 of all but the clusters, which change, in hexadecimal. */
  String sha256() {
    MessageDigest digest = RunParts.digest();
    ByteBuffer some = ByteBuffer.allocate(DIGESTED);
    for (float z : values) {
      room(some, digest).putFloat(z);
    }
    for (int label : labels) {
      room(some, digest).putInt(label);
    }
    for (byte part : split) {
      room(some, digest).put(part);
    }
    for (float e : error == null ? new float[0] : error) {
      room(some, digest).putFloat(e);
    }
    digest.update(some.flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A buffer with room for one more value: what is in a full one goes into the digest. */
  private static ByteBuffer room(ByteBuffer some, MessageDigest digest) {
    if (some.remaining() < Float.BYTES) {
      digest.update(some.flip());
      some.clear();
    }
    return some;
  }

  /** The arrays of {@code latents.npz}, in their order. */
  Map<String, NpyArray> arrays() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("latents", NpyArray.of(values, size(), dimension));
    arrays.put("labels", NpyArray.of(labels, size()));
    arrays.put("split", NpyArray.of(split, size()));
    if (cluster != null) {
      arrays.put("cluster", NpyArray.of(cluster, size()));
    }
    if (error != null) {
      arrays.put("error", NpyArray.of(error, size()));
    }
    return arrays;
  }

  static Latents of(Path file, Map<String, NpyArray> arrays) {
    NpyArray latents = arrays.get("latents");
    NpyArray labels = arrays.get("labels");
    NpyArray split = arrays.get("split");
    if (latents == null || labels == null || split == null || latents.shape().length != 2) {
      throw damaged(
          file, "expected arrays latents [n, k], labels [n], split [n], found " + arrays.keySet());
    }
    NpyArray cluster = arrays.get("cluster");
    NpyArray error = arrays.get("error");
    int n = latents.shape()[0];
    if (latents.size() == 0
        || Stream.of(labels, split, cluster, error).anyMatch(a -> a != null && a.size() != n)) {
      throw damaged(file, "its arrays have different lengths");
    }
    Latents read =
        new Latents(
            latents.floats(),
            latents.shape()[1],
            labels.ints(),
            split.bytes(),
            cluster == null ? null : cluster.ints(),
            error == null ? null : error.floats());
    for (int i = 0; i < n; i++) {
      int label = read.labels[i];
      int code = read.split[i];
      if (label < -1 || code < 0 || code > 2) {
        throw damaged(file, "row %d has label %d and split %d".formatted(i, label, code));
      }
    }
    for (float z : read.values) {
      if (!Float.isFinite(z)) {
        throw damaged(file, "a latent is not a finite number");
      }
    }
    return read;
  }

  private static InputException damaged(Path file, String why) {
    return new InputException(file.toString(), why, "restore it from a copy or train again");
  }
}
