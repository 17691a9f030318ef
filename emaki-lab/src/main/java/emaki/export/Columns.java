package emaki.export;

import emaki.data.InputException;
import emaki.data.Split;
import emaki.run.ClassificationRecord;
import emaki.run.ClusteringRecord;
import emaki.run.ImageNames;
import emaki.run.Latents;
import emaki.run.Predictions;
import emaki.run.RunFolder;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table that takes columns, a row an image. */
interface Columns {
  /** Whole numbers, [rows]. */
  void whole(String name, int[] values);

  /**
   * Numbers.
   *
   * @param values row-major [rows, width], of which one column is taken
   */
  void real(String name, float[] values, int width, int column);

  /** Text, null: none. */
  void text(String name, IntFunction<@Nullable String> values);

  /**
   * Puts in all that is known of a run's images, but their latents.
   *
   * @throws InputException where a file of the run is damaged, unless it is a clustering's
   */
  static void put(RunFolder run, Latents latents, Columns to) {
    to.whole("row", IntStream.range(0, latents.size()).toArray());
    List<String> files = run.files();
    if (!files.isEmpty()) {
      to.text("file", files::get);
    }
    to.text("split", row -> Split.of(latents.split()[row]).key());
    if (latents.labelled()) {
      to.text("label", named(latents.labels(), run.record().dataset().classNames()));
    }
    float[] error = latents.error();
    if (error != null) {
      to.real("error", error, 1, 0);
    }
    for (ClusteringRecord clustering : run.clusterings().list(latents).sound()) {
      to.whole("cluster_" + clustering.name(), run.clusterings().labels(clustering, latents));
    }
    if (Files.exists(run.labelsFile())) {
      List<String> names = ImageNames.read(run.labelsFile(), latents.size(), files).byRow();
      to.text("name", row -> names.get(row).isEmpty() ? null : names.get(row));
    }
    predictions(run.classifier(), latents.size(), to);
  }

  private static IntFunction<@Nullable String> named(int[] labels, List<String> names) {
    return row -> labels[row] < 0 ? null : names.get(labels[row]);
  }

  private static void predictions(RunFolder classifier, int rows, Columns to) {
    Optional<ClassificationRecord> scores = classifier.classification();
    if (scores.isPresent()) {
      List<String> classes = scores.get().classes();
      Predictions predictions = Predictions.of(classifier, classes.size());
      if (predictions.predicted().length != rows) {
        throw new InputException(
            classifier.predictionsFile().toString(),
            "is of %d images, the run of %d".formatted(predictions.predicted().length, rows),
            "classify the run again");
      }
      to.text("predicted", named(predictions.predicted(), classes));
      to.real("confidence", predictions.confidence(), 1, 0);
    }
  }
}
