package emaki.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import emaki.cluster.Stability;
import emaki.part.Origin;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code clusterings/NAME.json} says of a clustering. Scores are by split, over {@code all},
 * and of fits on a split {@code _alone}; a figure that a split cannot have is null. Without classes
 * to score against there are no scores but the silhouette. In all scores noise is one more cluster,
 * except that the accuracy counts it as wrong and the silhouette leaves it out.
 *
 * @param name by which the run knows it
 * @param method that made it, such as {@code kmeans:k=10}
 * @param part where the method comes from; null where it is emaki's own
 * @param assumption what the method takes for granted of the clusters beyond their number; null:
 *     not told
 * @param fitted on which points: {@code train}, the others then being assigned, or {@code all}
 *     together where the method assigns no others
 * @param created when, ISO 8601 in UTC with milliseconds; empty in runs of before there were names
 * @param seed of the fits
 * @param k number of clusters
 * @param noise points that are in no cluster
 * @param sizes [k] points in each cluster
 * @param figures by name, what the method tells of its fit
 * @param stability under other seeds and samples; null where nobody asked
 * @param confusion classes x clusters, the matched cluster on the diagonal; where there is noise,
 *     it is the last column
 */
public record ClusteringRecord(
    String name,
    String method,
    @JsonInclude(Include.NON_NULL) @Nullable Origin part,
    @JsonInclude(Include.NON_NULL) @Nullable String assumption,
    String fitted,
    String created,
    long seed,
    int k,
    int noise,
    List<Integer> sizes,
    Map<String, Double> figures,
    Map<String, @Nullable Double> silhouette,
    @JsonInclude(Include.NON_NULL) @Nullable Stability stability,
    @JsonInclude(Include.NON_NULL) @Nullable Map<String, @Nullable Double> accuracy,
    @JsonInclude(Include.NON_NULL) @Nullable Map<String, @Nullable Double> nmi,
    @JsonInclude(Include.NON_NULL) @Nullable Map<String, @Nullable Double> ari,
    @JsonInclude(Include.NON_NULL) @Nullable Map<String, @Nullable Double> purity,
    @JsonInclude(Include.NON_NULL) @Nullable Map<String, int @Nullable [][]> confusion) {
  /** Fitted on the training split, the others assigned. */
  public static final String TRAIN = "train";

  /** Fitted on all points together. */
  public static final String ALL = "all";

  private static final MathContext DIGITS = new MathContext(7);

  public ClusteringRecord {
    Objects.requireNonNull(name, "it has no name");
    Objects.requireNonNull(method, "it names no method");
    Objects.requireNonNull(fitted, "it does not say what it was fitted on");
    Objects.requireNonNull(created, "it does not say when it was made");
    sizes = List.copyOf(Objects.requireNonNull(sizes, "it has no sizes"));
    figures =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(figures, "it has no figures")));
    Map<String, @Nullable Double> known = new LinkedHashMap<>();
    if (silhouette != null) {
      known.putAll(silhouette);
    }
    silhouette = known;
  }

  /** The method's own figure of that name, where it has one: what k-means lowers. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  @JsonInclude(Include.NON_NULL)
  public @Nullable Double inertia() {
    return figures.get("inertia");
  }

  /** The method's own figures as people read them: seven digits, by name. */
  public Map<String, String> figuresTold() {
    Map<String, String> told = new LinkedHashMap<>();
    figures.forEach((name, value) -> told.put(name, told(value)));
    return told;
  }

  private static String told(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  /** Those scores that it has, by name, each by split. */
  public Map<String, Map<String, @Nullable Double>> scores() {
    Map<String, Map<String, @Nullable Double>> scores = new LinkedHashMap<>();
    scores.put("accuracy", accuracy);
    scores.put("nmi", nmi);
    scores.put("ari", ari);
    scores.put("purity", purity);
    scores.put("silhouette", silhouette);
    scores.values().removeIf(values -> values == null || values.isEmpty());
    return scores;
  }

  /** The accuracy on a split; null where it is not known. */
  public @Nullable Double accuracy(String split) {
    return accuracy == null ? null : accuracy.get(split);
  }

  /** The confusion matrix of a split; null where there is none, or no class to show. */
  public int @Nullable [][] confusion(String split) {
    int[][] matrix = confusion == null ? null : confusion.get(split);
    return matrix == null || matrix.length == 0 ? null : matrix;
  }
}
