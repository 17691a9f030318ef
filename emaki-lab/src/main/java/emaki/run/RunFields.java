package emaki.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a run's JSON files say, by dotted name: what lists of runs are made of. */
public final class RunFields {
  /** What of a clustering is no figure. */
  private static final List<String> LEFT_OUT =
      List.of("part", "created", "seed", "sizes", "confusion");

  private RunFields() {}

  /**
   * The fields of a run: numbers that are no whole ones as {@code Double}, everything else as text,
   * null where the run has no such figure yet. The clustering made last of those that can be read
   * is {@code cluster.*}; where there are several, each is {@code clusterings.NAME.*}, with a name
   * that holds dots in quotes, and a damaged one only says so.
   *
   * @throws emaki.data.InputException where run.json is damaged
   */
  public static Map<String, @Nullable Object> of(RunFolder run) {
    RunRecord record = run.record();
    Map<String, @Nullable Object> fields = of(record);
    fields.put("status", run.liveStatus(record).toString());
    Clusterings.Listing clusterings = run.clusterings().list();
    List<ClusteringRecord> sound = clusterings.sound();
    if (!sound.isEmpty()) {
      put("cluster", sound.get(sound.size() - 1), fields);
    }
    if (sound.size() + clusterings.damaged().size() > 1) {
      sound.forEach(each -> put(prefix(each.name()), each, fields));
    }
    clusterings
        .damaged()
        .forEach((name, damage) -> fields.put(prefix(name) + ".damaged", damage.reason()));
    return fields;
  }

  /** The fields of {@code run.json} alone. */
  public static Map<String, @Nullable Object> of(RunRecord record) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    flatten("", Json.MAPPER.valueToTree(record), fields);
    return fields;
  }

  private static String prefix(String clustering) {
    return "clusterings." + (clustering.contains(".") ? '"' + clustering + '"' : clustering);
  }

  private static void put(
      String prefix, ClusteringRecord clustering, Map<String, @Nullable Object> fields) {
    ObjectNode tree = Json.MAPPER.valueToTree(clustering);
    // It stands as the clustering's own already.
    ((ObjectNode) tree.get("figures")).remove("inertia");
    flatten(prefix, tree.remove(LEFT_OUT), fields);
  }

  private static void flatten(String name, JsonNode node, Map<String, @Nullable Object> fields) {
    if (node.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties().forEach(e -> flatten(prefix + e.getKey(), e.getValue(), fields));
    } else if (node.isDouble()) {
      fields.put(name, node.doubleValue());
    } else {
      fields.put(name, node.isTextual() ? node.asText() : node.isNull() ? null : node.toString());
    }
  }
}
