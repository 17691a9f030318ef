package emaki.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a run that a sweep tabulates, read from the run's own files. */
final class SweepFigures {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  private static final List<String> CLUSTER_SPLITS =
      List.of("train", "validation", "test", "all", "validation_alone", "test_alone", "all_alone");

  private SweepFigures() {}

  /** All names, in the order of the tables' columns. */
  static List<String> names() {
    List<String> names = new ArrayList<>(List.of("seconds", "epochs"));
    SPLITS.forEach(split -> names.add("mse_" + split));
    SPLITS.forEach(split -> names.add("divergence_" + split));
    names.add("divergence_floor");
    CLUSTER_SPLITS.forEach(split -> names.add("cluster_accuracy_" + split));
    SPLITS.forEach(split -> names.add("classifier_accuracy_" + split));
    return names;
  }

  /** What a run has: the figures by name, none before it has finished. */
  static Map<String, Double> of(RunFolder run) throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    if (!Files.exists(run.recordFile())) {
      return figures;
    }
    RunRecord record = run.record();
    if (record.status() != Status.FINISHED) {
      return figures;
    }
    JsonNode tree = Json.MAPPER.valueToTree(record);
    put(figures, "seconds", tree.path("seconds"));
    put(figures, "epochs", tree.path("epochs"));
    for (String split : SPLITS) {
      put(figures, "mse_" + split, tree.path("reconstruction_mse").path(split));
      put(figures, "divergence_" + split, tree.path("divergence").path(split));
    }
    put(figures, "divergence_floor", tree.path("divergence").path("floor"));
    JsonNode cluster = read(run.clusterFile()).path("accuracy");
    CLUSTER_SPLITS.forEach(split -> put(figures, "cluster_accuracy_" + split, cluster.path(split)));
    JsonNode classifier =
        read(run.path().resolve("classifier").resolve("run.json")).path("accuracy");
    SPLITS.forEach(split -> put(figures, "classifier_accuracy_" + split, classifier.path(split)));
    return figures;
  }

  private static void put(Map<String, Double> figures, String name, JsonNode value) {
    if (value.isNumber()) {
      figures.put(name, value.doubleValue());
    }
  }

  private static JsonNode read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Json.MAPPER.missingNode();
    }
    try {
      return Json.MAPPER.readTree(file.toFile());
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new InputException(
          file.toString(), "is damaged: " + e.getOriginalMessage(), "run the command again", e);
    }
  }
}
