package emaki.run;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.eval.MostProbable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a trained classifier says of every image of its data, as its run keeps it.
 *
 * @param predicted [n], the most probable class
 * @param confidence [n], its probability
 * @param labels [n] that it is scored by, in its own numbering, -1: none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Predictions(int[] predicted, float[] confidence, int[] labels) {

  /**
   * Reads {@code predictions.npz}.
   *
   * @param run the classifier's
   * @param classes that it knows
   * @throws InputException where it is missing or damaged, or of other classes
   */
  public static Predictions of(RunFolder run, int classes) {
    Path file = run.predictionsFile();
    Map<String, NpyArray> arrays = Npz.read(file, List.of("probabilities", "labels"));
    NpyArray probabilities = arrays.get("probabilities");
    NpyArray labels = arrays.get("labels");
    if (probabilities == null || labels == null) {
      throw damaged(file, "expected arrays probabilities and labels, found " + arrays.keySet());
    }
    if (probabilities.shape().length != 2
        || probabilities.shape()[1] != classes
        || probabilities.shape()[0] != labels.size()) {
      throw damaged(file, "its arrays do not fit together, or are of other classes");
    }
    float[] p = probabilities.floats();
    int[] scored = labels.ints();
    if (IntStream.range(0, p.length).anyMatch(i -> !(p[i] >= 0 && p[i] <= 1))
        || IntStream.of(scored).anyMatch(label -> label < -1 || label >= classes)) {
      throw damaged(file, "it holds what is no probability, or a label of no class");
    }
    int[] predicted = MostProbable.ofRows(p, classes);
    float[] confidence = new float[predicted.length];
    for (int i = 0; i < predicted.length; i++) {
      confidence[i] = p[i * classes + predicted[i]];
    }
    return new Predictions(predicted, confidence, scored);
  }

  private static InputException damaged(Path file, String why) {
    return new InputException(file.toString(), why, "restore it from a copy or classify again");
  }
}
