package emaki.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a run's JSON files say, by dotted name: what lists of runs are made of. */
public final class RunFields {
  private static final List<String> CLUSTER_FIGURES =
      List.of(
          "name",
          "method",
          "fitted",
          "k",
          "noise",
          "figures",
          "inertia",
          "accuracy",
          "nmi",
          "ari",
          "purity",
          "silhouette");

  private RunFields() {}

  /**
   * The fields of a run: numbers that are no whole ones as {@code Double}, everything else as text,
   * null where the run has no such figure yet. The clustering made last is {@code cluster.*}; where
   * there are several, each is {@code clusterings.NAME.*}.
   *
   * @throws emaki.data.InputException where one of its files is damaged
   */
  public static Map<String, @Nullable Object> of(RunFolder run) {
    RunRecord record = run.record();
    Map<String, @Nullable Object> fields = of(record);
    fields.put("status", run.liveStatus(record).toString());
    List<ClusteringRecord> clusterings = run.clusterings().list();
    if (!clusterings.isEmpty()) {
      put("cluster", clusterings.get(clusterings.size() - 1), fields);
    }
    if (clusterings.size() > 1) {
      clusterings.forEach(each -> put("clusterings." + each.name(), each, fields));
    }
    return fields;
  }

  /** The fields of {@code run.json} alone. */
  public static Map<String, @Nullable Object> of(RunRecord record) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    flatten("", Json.MAPPER.valueToTree(record), fields);
    return fields;
  }

  private static void put(
      String prefix, ClusteringRecord clustering, Map<String, @Nullable Object> fields) {
    JsonNode tree = Json.MAPPER.valueToTree(clustering);
    CLUSTER_FIGURES.forEach(key -> flatten(prefix + "." + key, tree.path(key), fields));
  }

  private static void flatten(String name, JsonNode node, Map<String, @Nullable Object> fields) {
    if (node.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties().forEach(e -> flatten(prefix + e.getKey(), e.getValue(), fields));
    } else if (node.isDouble()) {
      fields.put(name, node.doubleValue());
    } else if (!node.isMissingNode()) {
      fields.put(name, node.isTextual() ? node.asText() : node.isNull() ? null : node.toString());
    }
  }
}
