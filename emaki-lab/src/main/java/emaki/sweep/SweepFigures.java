package emaki.sweep;

import emaki.run.ClusteringRecord;
import emaki.run.DivergenceRecord;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a run that a sweep tabulates, read from the run's own files; of its clusterings
 * the one made last.
 */
final class SweepFigures {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  private static final List<String> CLUSTER_SPLITS =
      List.of("train", "validation", "test", "all", "validation_alone", "test_alone", "all_alone");

  /** All names, in the order of the tables' columns. */
  static final List<String> NAMES = names();

  private SweepFigures() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of("seconds", "epochs"));
    SPLITS.forEach(split -> names.add("mse_" + split));
    SPLITS.forEach(split -> names.add("divergence_" + split));
    names.add("divergence_floor");
    CLUSTER_SPLITS.forEach(split -> names.add("cluster_accuracy_" + split));
    SPLITS.forEach(split -> names.add("classifier_accuracy_" + split));
    return List.copyOf(names);
  }

  /**
   * What a run has: the figures by name, none before it has finished.
   *
   * @param clusterings of the run, the one made last at the end
   */
  static Map<String, Double> of(RunFolder run, List<ClusteringRecord> clusterings)
      throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    RunRecord record = run.finished().orElse(null);
    if (record == null) {
      return figures;
    }
    put(figures, "seconds", record.seconds());
    put(figures, "epochs", record.results().epochs());
    put(figures, "mse_", SPLITS, record.results().reconstructionMse());
    DivergenceRecord divergence = record.results().divergence();
    if (divergence != null) {
      put(figures, "divergence_train", divergence.train());
      put(figures, "divergence_validation", divergence.validation());
      put(figures, "divergence_test", divergence.test());
      put(figures, "divergence_floor", divergence.floor());
    }
    if (!clusterings.isEmpty()) {
      ClusteringRecord clusters = clusterings.get(clusterings.size() - 1);
      CLUSTER_SPLITS.forEach(
          split -> put(figures, "cluster_accuracy_" + split, clusters.accuracy(split)));
    }
    RunFolder classifier = run.classifier();
    put(
        figures,
        "classifier_accuracy_",
        SPLITS,
        classifier.isBegun() ? classifier.record().results().accuracy() : null);
    return figures;
  }

  private static void put(
      Map<String, Double> figures,
      String prefix,
      List<String> splits,
      @Nullable Map<String, Double> values) {
    if (values != null) {
      splits.forEach(split -> put(figures, prefix + split, values.get(split)));
    }
  }

  private static void put(Map<String, Double> figures, String name, @Nullable Number value) {
    if (value != null) {
      figures.put(name, value.doubleValue());
    }
  }
}
