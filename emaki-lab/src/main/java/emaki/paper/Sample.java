package emaki.paper;

import emaki.eval.Spread;
import java.util.ArrayList;
import java.util.List;

/** One quantity over seeds, with the runs that it comes from. */
record Sample(List<Measure> measures) {
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

  double seconds() {
    return measures.stream().mapToDouble(Measure::seconds).sum();
  }

  List<String> runs() {
    return measures.stream().flatMap(measure -> measure.runs().stream()).distinct().toList();
  }

  /** This less the other, seed by seed, of the seeds that both have. */
  Sample less(Sample other) {
    List<Measure> differences = new ArrayList<>();
    for (Measure mine : measures) {
      for (Measure theirs : other.measures) {
        if (mine.seed() == theirs.seed()) {
          List<String> both = new ArrayList<>(mine.runs());
          both.addAll(theirs.runs());
          differences.add(
              new Measure(
                  mine.seed(),
                  mine.value() - theirs.value(),
                  mine.seconds() + theirs.seconds(),
                  both));
        }
      }
    }
    return new Sample(differences);
  }
}
