package emaki.run;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a run's JSON files say, by dotted name: what lists of runs are made of. */
public final class RunFields {
  private static final List<String> CLUSTER_FIGURES =
      List.of("k", "inertia", "accuracy", "nmi", "ari", "purity", "silhouette");

  private RunFields() {}

  /**
   * The fields of a run: numbers that are no whole ones as {@code Double}, everything else as text,
   * null where the run has no such figure yet.
   *
   * @throws InputException where one of its files is damaged
   */
  public static Map<String, Object> of(RunFolder run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    RunRecord record = run.record();
    flatten("", Json.MAPPER.valueToTree(record), fields);
    fields.put("status", run.liveStatus(record).toString());
    if (Files.exists(run.clusterFile())) {
      JsonNode cluster = read(run);
      for (String figure : CLUSTER_FIGURES) {
        flatten("cluster." + figure, cluster.path(figure), fields);
      }
    }
    return fields;
  }

  private static JsonNode read(RunFolder run) {
    try {
      return Json.MAPPER.readTree(run.clusterFile().toFile());
    } catch (IOException e) {
      throw new InputException(
          run.clusterFile().toString(),
          "is damaged: " + InputException.reason(e),
          "cluster the run again: emaki cluster " + run.path(),
          e);
    }
  }

  private static void flatten(String name, JsonNode node, Map<String, Object> fields) {
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
