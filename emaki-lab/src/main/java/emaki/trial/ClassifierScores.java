package emaki.trial;

import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.data.Split;
import emaki.data.Splits;
import emaki.eval.Accuracy;
import emaki.eval.CalibrationError;
import emaki.eval.MostProbable;
import emaki.eval.PrecisionRecall;
import emaki.report.ConfusionFigure;
import emaki.run.ClassificationRecord;
import emaki.run.ClassificationRecord.ClassQuality;
import emaki.run.ClassificationRecord.Confusion;
import emaki.run.Csv;
import emaki.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier says of a whole data set, and how good that is.
 *
 * @param probabilities row-major [n, classes]
 * @param labels [n]
 * @param splits of the rows
 * @param classNames by label
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ClassifierScores(
    float[] probabilities, int[] labels, Splits splits, List<String> classNames) {
  private static final int MOST_CONFUSIONS = 10;

  /** The most probable class of each row, [n]. */
  int[] predicted() {
    return MostProbable.ofRows(probabilities, classes());
  }

  /** The share of right predictions, by split. */
  Map<String, Double> accuracy() {
    return Split.each(split -> Accuracy.of(confusion(split)));
  }

  /**
   * Writes {@code classification.json}, {@code confusion.csv}, {@code figures/confusion.png} and
   * {@code predictions.npz}.
   */
  void write(RunFolder run) throws IOException {
    run.write(scores());
    writeConfusion(run);
    ConfusionFigure.write(
        confusion(Split.TEST),
        classNames,
        classNames,
        "class of the test image",
        "predicted",
        run.figure("confusion.png"));
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("probabilities", NpyArray.of(probabilities, labels.length, classes()));
    arrays.put("labels", NpyArray.of(labels, labels.length));
    arrays.put("split", NpyArray.of(splits.codes(), labels.length));
    Npz.write(run.predictionsFile(), arrays);
  }

  private ClassificationRecord scores() {
    int[][] test = confusion(Split.TEST);
    return new ClassificationRecord(
        classNames,
        accuracy(),
        Split.each(split -> CalibrationError.of(probabilities(split), classes(), labels(split))),
        IntStream.range(0, classes()).mapToObj(c -> quality(test, c)).toList(),
        topConfusions(test),
        Split.each(this::confusion));
  }

  private ClassQuality quality(int[][] confusion, int c) {
    PrecisionRecall quality = PrecisionRecall.of(confusion, c);
    return new ClassQuality(
        classNames.get(c),
        number(quality.precision()),
        number(quality.recall()),
        number(quality.f1()),
        quality.support());
  }

  /** What is taken for what most often, most first. */
  private List<Confusion> topConfusions(int[][] confusion) {
    return IntStream.range(0, classes())
        .boxed()
        .flatMap(i -> IntStream.range(0, classes()).mapToObj(j -> new int[] {i, j}))
        .filter(pair -> pair[0] != pair[1] && confusion[pair[0]][pair[1]] > 0)
        .sorted(Comparator.comparingInt((int[] pair) -> -confusion[pair[0]][pair[1]]))
        .limit(MOST_CONFUSIONS)
        .map(pair -> taken(confusion, pair[0], pair[1]))
        .toList();
  }

  private Confusion taken(int[][] confusion, int actual, int predicted) {
    int count = confusion[actual][predicted];
    return new Confusion(
        classNames.get(actual),
        classNames.get(predicted),
        count,
        (double) count / IntStream.of(confusion[actual]).sum());
  }

  /** The test split's confusion matrix: a row a class, a column a prediction. */
  private void writeConfusion(RunFolder run) throws IOException {
    int[][] confusion = confusion(Split.TEST);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("class", classNames.stream()));
    for (int c = 0; c < classes(); c++) {
      rows.add(row(classNames.get(c), IntStream.of(confusion[c]).mapToObj(String::valueOf)));
    }
    Csv.write(run.confusionFile(), rows);
  }

  private static List<String> row(String name, Stream<String> cells) {
    return Stream.concat(Stream.of(name), cells).toList();
  }

  private int[][] confusion(Split split) {
    int[] actual = labels(split);
    int[] predicted = MostProbable.ofRows(probabilities(split), classes());
    int[][] confusion = new int[classes()][classes()];
    for (int i = 0; i < actual.length; i++) {
      confusion[actual[i]][predicted[i]]++;
    }
    return confusion;
  }

  private int[] labels(Split split) {
    return IntStream.of(splits.rows(split)).map(row -> labels[row]).toArray();
  }

  private float[] probabilities(Split split) {
    int[] rows = splits.rows(split);
    float[] selected = new float[rows.length * classes()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(probabilities, rows[i] * classes(), selected, i * classes(), classes());
    }
    return selected;
  }

  private int classes() {
    return classNames.size();
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
