package emaki.report;

import emaki.run.ClassificationRecord;
import emaki.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores of a classifier as its page shows them. */
record ScoreView(
    RunTable scores, EmbeddedImage confusion, @Nullable RunTable confusions, RunTable perClass) {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  static ScoreView of(RunFolder run, ClassificationRecord record) throws IOException {
    List<String> head = new ArrayList<>(SPLITS);
    head.add(0, "");
    List<List<String>> scores =
        List.of(
            bySplit("accuracy", record.accuracy()),
            bySplit("calibration error", record.calibrationError()));
    return new ScoreView(
        new RunTable(head, scores),
        EmbeddedImage.of(run.figure("confusion.png"), "Test images by class and prediction."),
        record.topConfusions().isEmpty() ? null : confusions(record),
        perClass(record));
  }

  private static List<String> bySplit(String name, Map<String, Double> values) {
    List<String> row = new ArrayList<>(List.of(name));
    SPLITS.forEach(split -> row.add(RunTable.number(values.get(split))));
    return row;
  }

  private static RunTable confusions(ClassificationRecord record) {
    return new RunTable(
        List.of("class", "predicted", "images", "of the class"),
        record.topConfusions().stream()
            .map(
                each ->
                    List.of(
                        each.name(),
                        each.predicted(),
                        String.valueOf(each.count()),
                        String.format(Locale.ROOT, "%.1f %%", 100 * each.share())))
            .toList());
  }

  private static RunTable perClass(ClassificationRecord record) {
    return new RunTable(
        List.of("class", "precision", "recall", "F1", "images"),
        record.perClass().stream()
            .map(
                each ->
                    List.of(
                        each.name(),
                        RunTable.number(each.precision()),
                        RunTable.number(each.recall()),
                        RunTable.number(each.f1()),
                        String.valueOf(each.support())))
            .toList());
  }
}
