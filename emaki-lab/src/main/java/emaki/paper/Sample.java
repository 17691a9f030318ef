package emaki.paper;

import emaki.eval.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/** One quantity over seeds, with the runs that it comes from. */
record Sample(List<Measure> measures) {
  static final Sample EMPTY = new Sample(List.of());

  Sample {
    measures = List.copyOf(measures);
  }

  /**
   * One run's.
   *
   * @param seconds of training
   * @param runs folders, relative to the report's
   */
  record Measure(long seed, double value, double seconds, List<String> runs) {}

  boolean isEmpty() {
    return measures.isEmpty();
  }

  int size() {
    return measures.size();
  }

  double[] values() {
    return measures.stream().mapToDouble(Measure::value).toArray();
  }

  Spread spread() {
    return Spread.of(values());
  }

  /**
   * A table's cell: mean and standard deviation over the seeds; empty where nothing was measured.
   */
  String cell(String format) {
    return cell(1, format);
  }

  /** The same in per cent. */
  String percent() {
    return cell(100, "%.2f");
  }

  /** A share as the cells of {@link #percent} have it. */
  static String percent(double share) {
    return "%.2f".formatted(100 * share);
  }

  private String cell(double factor, String format) {
    if (isEmpty()) {
      return "";
    }
    Spread spread = spread();
    String mean = format.formatted(factor * spread.mean());
    // A floor is the same for every seed: it has no spread to tell.
    return spread.sd() == null || spread.sd() == 0
        ? mean
        : mean + " ± " + format.formatted(factor * spread.sd());
  }

  double seconds() {
    return measures.stream().mapToDouble(Measure::seconds).sum();
  }

  List<String> runs() {
    return measures.stream().flatMap(measure -> measure.runs().stream()).distinct().toList();
  }

  /** This less the other, seed by seed, of the seeds that both have. */
  Sample less(Sample other) {
    return with(other, (mine, theirs) -> mine - theirs);
  }

  /** This with the other, seed by seed, of the seeds that both have. */
  Sample with(Sample other, DoubleBinaryOperator operation) {
    List<Measure> both = new ArrayList<>();
    for (Measure mine : measures) {
      for (Measure theirs : other.measures) {
        if (mine.seed() == theirs.seed()) {
          both.add(
              new Measure(
                  mine.seed(),
                  operation.applyAsDouble(mine.value(), theirs.value()),
                  mine.seconds() + theirs.seconds(),
                  Stream.concat(mine.runs().stream(), theirs.runs().stream()).toList()));
        }
      }
    }
    return new Sample(both);
  }
}
