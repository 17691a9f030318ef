package emaki.eval;

import emaki.kernel.Points;

/**
 * Shapes of few points, such as a file of a hundred: a sample of thousands repeats them, and what
 * is measured from neighbour to neighbour would be 0.
 */
final class FewPoints {
  private FewPoints() {}

  /** Each point of a sample once where it repeats most of them; else the sample. */
  static Points once(Points sample) {
    Points distinct = sample.distinct();
    return 2 * distinct.size() < sample.size() ? distinct : sample;
  }
}
