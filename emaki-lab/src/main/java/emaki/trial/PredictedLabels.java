package emaki.trial;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.eval.MostProbable;
import emaki.model.Classifier;
import emaki.run.Csv;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a trained classifier says of images, be they labelled or not.
 *
 * @param images that it was asked about
 * @param classNames of the classifier, by label
 * @param probabilities row-major [n, classes]
 * @param labels [n] in the classifier's own numbering, -1: none; none at all where it learnt from
 *     names of a person's, among which a class of the images is not
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record PredictedLabels(
    ImageSet images, List<String> classNames, float[] probabilities, int[] labels) {

  private static final int MOST_TOLD = 20;

  /**
   * Asks a run's classifier.
   *
   * @throws InputException where the run is no classifier's, the images have another size, or a
   *     label of theirs was not learnt
   */
  public static PredictedLabels of(RunFolder run, ImageSet images) {
    RunRecord record = run.record();
    if (record.spec() instanceof TrialSpec && run.classifier().isBegun()) {
      throw new InputException(
          run.path().toString(),
          "is an autoencoder's run, not a classifier's",
          "name the classifier's, " + run.classifier().path());
    }
    record.classifier();
    run.requireWhole();
    // As many as the run had: its probabilities again, to the bit.
    try (Classifier classifier = run.classifierModel()) {
      classifier.requireFits(images);
      boolean named = record.classifier().labels() != null;
      int[] labels =
          named && !classifier.classNames().containsAll(images.classNames())
              ? IntStream.range(0, images.size()).map(row -> ImageSet.NO_LABEL).toArray()
              : labels(images, classifier.classNames());
      return new PredictedLabels(
          images, classifier.classNames(), classifier.probabilities(images), labels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] labels(ImageSet images, List<String> learnt) {
    int[] labels = images.labels();
    Set<String> unknown = new TreeSet<>();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] >= 0) {
        String name = images.classNames().get(labels[i]);
        labels[i] = learnt.indexOf(name);
        if (labels[i] < 0) {
          unknown.add(name);
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new InputException(
          images.name(),
          "has images of classes that the classifier has not learnt: " + some(unknown),
          "it knows %s; call them so, or give images without labels: a folder without sub-folders"
              .formatted(some(learnt)));
    }
    return labels;
  }

  /** As many names as a line takes. */
  private static String some(Collection<String> names) {
    return names.stream().limit(MOST_TOLD).collect(Collectors.joining(", "))
        + (names.size() > MOST_TOLD ? ", ..." : "");
  }

  /** How many of the images have a label. */
  public int labelled() {
    return (int) IntStream.of(labels).filter(label -> label >= 0).count();
  }

  /** The share of the labelled images whose label is predicted; null where there are none. */
  public @Nullable Double accuracy() {
    if (labelled() == 0) {
      return null;
    }
    int[] predicted = MostProbable.ofRows(probabilities, classNames.size());
    long right = IntStream.range(0, labels.length).filter(i -> labels[i] == predicted[i]).count();
    return (double) right / labelled();
  }

  /** Writes a CSV: row, file, label, predicted, its probability, and a column a class. */
  public void write(OutputStream out) throws IOException {
    List<String> head =
        new ArrayList<>(List.of("row", "file", "label", "predicted", "probability"));
    classNames.forEach(name -> head.add("p_" + name));
    Csv.write(
        out, Stream.concat(Stream.of(head), IntStream.range(0, labels.length).mapToObj(this::row)));
  }

  private List<String> row(int i) {
    int classes = classNames.size();
    int best = MostProbable.of(probabilities, i * classes, classes);
    List<String> row = new ArrayList<>();
    row.add(String.valueOf(i));
    row.add(images.files().isEmpty() ? "" : images.files().get(i));
    row.add(labels[i] < 0 ? "" : classNames.get(labels[i]));
    row.add(classNames.get(best));
    for (int c = -1; c < classes; c++) {
      row.add(String.format(Locale.ROOT, "%.6g", probabilities[i * classes + (c < 0 ? best : c)]));
    }
    return row;
  }
}
