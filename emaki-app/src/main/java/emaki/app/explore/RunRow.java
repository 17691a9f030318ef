package emaki.app.explore;

import emaki.data.InputException;
import emaki.run.RunFields;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run in the table.
 *
 * @param name the folder's
 * @param fields by dotted name
 * @param curve the validation loss by epoch, thinned
 */
record RunRow(String name, Map<String, @Nullable Object> fields, List<@Nullable Double> curve) {
  private static final int CURVE_POINTS = 32;

  /** A figure that the run's own record has not. */
  private static final String CLASSIFIER = "classifier.accuracy.test";

  /** Too long for a table, or the same as something else in it. */
  private static final Set<String> LEFT_OUT =
      Set.of("format", "name", "dataset.class_names", "dataset.sha256");

  /** Of the clustering made last; all that is said of it and of others is on the run's page. */
  private static final Pattern OF_CLUSTERING =
      Pattern.compile(
          "cluster\\.(name|method|k|noise|accuracy\\.(train|validation|test|all)|(nmi|ari|purity)\\.all"
              + "|silhouette\\.(train|test)|stability\\.(seeds|samples)\\.(mean|least))");

  /** Reads a run; a damaged one is a row that says so. */
  static RunRow of(RunFolder run) {
    String name = run.path().getFileName().toString();
    try {
      Enclosed.check(
          run.path(), run.recordFile(), run.metricsFile(), run.path().resolve("checkpoints/lock"));
      Enclosed.check(run.path(), run.clusterings().recordFiles().toArray(Path[]::new));
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(RunFields.of(run));
      fields.keySet().removeIf(field -> !shown(field));
      right(run, fields).ifPresent(share -> fields.put(CLASSIFIER, share));
      if (fields.get("spec.network.kind") instanceof String kind) {
        fields.putIfAbsent("spec.model", kind.toLowerCase(Locale.ROOT));
      }
      return new RunRow(name, fields, curve(run.metric("validation_total")));
    } catch (InputException | IOException e) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("status", "damaged");
      fields.put("message", e.getMessage());
      return new RunRow(name, fields, List.of());
    }
  }

  private static boolean shown(String field) {
    return field.startsWith("clusterings.")
        ? field.endsWith(".damaged")
        : field.startsWith("cluster.")
            ? OF_CLUSTERING.matcher(field).matches()
            : !LEFT_OUT.contains(field);
  }

  /** How right the classifier is: the run itself, or the one that was made of its latents. */
  private static Optional<Double> right(RunFolder run, Map<String, @Nullable Object> fields) {
    if (fields.get("accuracy.test") instanceof Double own) {
      return Optional.of(own);
    }
    RunFolder classifier = run.classifier();
    try {
      Enclosed.check(run.path(), classifier.recordFile());
      return Files.isRegularFile(classifier.recordFile())
          ? Optional.ofNullable(classifier.record().results().accuracy()).map(of -> of.get("test"))
          : Optional.empty();
    } catch (InputException | IOException e) {
      // The run is none the worse for it.
      return Optional.empty();
    }
  }

  boolean running() {
    return "running".equals(fields.get("status"));
  }

  private static List<@Nullable Double> curve(double[] loss) {
    int points = Math.min(CURVE_POINTS, loss.length);
    List<@Nullable Double> curve = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      double value = loss[points == 1 ? 0 : (int) ((long) i * (loss.length - 1) / (points - 1))];
      curve.add(Double.isNaN(value) ? null : (Double) value);
    }
    return curve;
  }
}
