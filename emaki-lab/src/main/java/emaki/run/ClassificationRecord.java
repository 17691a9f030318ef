package emaki.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code classification.json} says of a classifier.
 *
 * @param classes names by label
 * @param accuracy share of right predictions, by split
 * @param calibrationError by split
 * @param perClass quality of each class on the test split
 * @param topConfusions what is taken for what most often on the test split, most first
 * @param confusion by split: a row a class, a column a prediction
 */
public record ClassificationRecord(
    List<String> classes,
    Map<String, Double> accuracy,
    Map<String, Double> calibrationError,
    List<ClassQuality> perClass,
    List<Confusion> topConfusions,
    Map<String, int[][]> confusion) {
  public ClassificationRecord {
    classes = List.copyOf(Objects.requireNonNull(classes, "it names no classes"));
    Objects.requireNonNull(accuracy, "it has no accuracy");
    Objects.requireNonNull(calibrationError, "it has no calibration error");
    perClass = List.copyOf(Objects.requireNonNull(perClass, "it has no figures of the classes"));
    topConfusions = List.copyOf(Objects.requireNonNull(topConfusions, "it has no confusions"));
    Objects.requireNonNull(confusion, "it has no confusion matrix");
  }

  /**
   * How well a class is told.
   *
   * @param support test images of the class
   */
  public record ClassQuality(
      @JsonProperty("class") String name,
      @Nullable Double precision,
      @Nullable Double recall,
      @Nullable Double f1,
      int support) {}

  /**
   * A class that is taken for another.
   *
   * @param share of the class's images
   */
  public record Confusion(
      @JsonProperty("class") String name, String predicted, int count, double share) {}
}
