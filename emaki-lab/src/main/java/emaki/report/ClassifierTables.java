package emaki.report;

import emaki.run.ClassificationRecord;
import emaki.run.ClassificationRecord.ClassQuality;
import emaki.run.ClassificationRecord.Confusion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Scores of a classifier as tables. */
final class ClassifierTables {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  private ClassifierTables() {}

  static void scores(Html html, ClassificationRecord scores) {
    html.table(
        Stream.concat(Stream.of(""), SPLITS.stream()).toList(),
        List.of(
            row("accuracy", scores.accuracy()),
            row("calibration error", scores.calibrationError())));
  }

  private static List<String> row(String name, Map<String, Double> values) {
    Stream<String> figures = SPLITS.stream().map(split -> Html.number(values.get(split)));
    return Stream.concat(Stream.of(name), figures).toList();
  }

  static void perClass(Html html, ClassificationRecord scores) {
    html.element("h3", "Test images by class");
    html.table(
        List.of("class", "precision", "recall", "F1", "images"),
        scores.perClass().stream().map(ClassifierTables::row).toList());
  }

  private static List<String> row(ClassQuality quality) {
    return List.of(
        quality.name(),
        Html.number(quality.precision()),
        Html.number(quality.recall()),
        Html.number(quality.f1()),
        String.valueOf(quality.support()));
  }

  static void confusions(Html html, ClassificationRecord scores) {
    if (scores.topConfusions().isEmpty()) {
      return;
    }
    html.element("h3", "Taken for each other most often");
    html.table(
        List.of("class", "predicted", "images", "of the class"),
        scores.topConfusions().stream().map(ClassifierTables::row).toList());
  }

  private static List<String> row(Confusion confusion) {
    return List.of(
        confusion.name(),
        confusion.predicted(),
        String.valueOf(confusion.count()),
        String.format(Locale.ROOT, "%.1f %%", 100 * confusion.share()));
  }
}
