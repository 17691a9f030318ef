package emaki.app.explore;

import emaki.data.InputException;
import emaki.run.ClassificationRecord;
import emaki.run.ImageNames;
import emaki.run.Predictions;
import emaki.run.RunFolder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run's images besides their latents: what the run's own classifier says of
 * each, and the name that a person gave it. Both come after the run, and change.
 */
final class Annotations {
  /** The arrays that there may be. */
  static final List<String> ARRAYS = List.of("predicted", "confidence", "truth", "given");

  private final RunFolder run;
  private final int images;
  private @Nullable Known known;
  private String stamp = "";

  Annotations(RunFolder run, int images) {
    this.run = run;
    this.images = images;
  }

  /**
   * All that is known.
   *
   * @param scores of the classifier
   * @param predictions of the same, a row an image
   * @param given names of the images
   * @param leftOut a sentence for each that is damaged or not of this run
   */
  record Known(
      Optional<ClassificationRecord> scores,
      Optional<Predictions> predictions,
      Optional<ImageNames> given,
      List<String> leftOut) {

    /** An array of a number for each of some images, by the name that pages have for it. */
    Optional<byte[]> array(String name, Drawn drawn) {
      return switch (name) {
        case "predicted" -> predictions.map(said -> Binary.of(drawn.select(said.predicted())));
        case "confidence" -> predictions.map(said -> Binary.of(drawn.select(said.confidence(), 1)));
        case "truth" -> predictions.map(said -> Binary.of(drawn.select(said.labels())));
        case "given" -> given.map(names -> Binary.of(drawn.select(names.labels())));
        default -> Optional.empty();
      };
    }
  }

  /** What is known now. */
  synchronized Known now() {
    RunFolder classifier = run.classifier();
    List<Path> files =
        List.of(classifier.classificationFile(), classifier.predictionsFile(), run.labelsFile());
    String found = "";
    for (Path path : files) {
      File file = path.toFile();
      found += file.lastModified() + "-" + file.length() + " ";
    }
    Known read = known;
    if (read == null || !found.equals(stamp)) {
      read = read(classifier);
      known = read;
      stamp = found;
    }
    return read;
  }

  private Known read(RunFolder classifier) {
    List<String> leftOut = new ArrayList<>();
    Optional<ClassificationRecord> scores = Optional.empty();
    Optional<Predictions> predictions = Optional.empty();
    try {
      scores = classifier.classification();
      if (scores.isPresent()) {
        predictions = Optional.of(predictions(classifier, scores.get().classes().size()));
      }
    } catch (InputException e) {
      scores = Optional.empty();
      leftOut.add("The classifier is left out: %s.".formatted(e.reason()));
    }
    Optional<ImageNames> given = Optional.empty();
    try {
      if (Files.exists(run.labelsFile())) {
        given = Optional.of(ImageNames.read(run.labelsFile(), images, run.files()));
      }
    } catch (InputException e) {
      leftOut.add("labels.csv is left out: %s.".formatted(e.reason()));
    }
    return new Known(scores, predictions, given, leftOut);
  }

  private Predictions predictions(RunFolder classifier, int classes) {
    Predictions said = Predictions.of(classifier, classes);
    if (said.predicted().length != images
        || !classifier.record().dataset().sha256().equals(run.record().dataset().sha256())) {
      throw new InputException(
          classifier.path().toString(), "it is of other images", "classify again");
    }
    return said;
  }
}
