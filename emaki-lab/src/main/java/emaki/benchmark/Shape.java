package emaki.benchmark;

import java.util.List;

/**
 * A prior that is filled.
 *
 * @param id as the command line names it
 * @param prior as {@code emaki train --prior} reads it; empty: the drawn one of the folder
 * @param dimension of the latents
 */
record Shape(String id, String prior, int dimension) {
  static final List<Shape> ALL =
      List.of(
          new Shape("swiss-roll", "swiss-roll", 3),
          new Shape("s-curve", "s-curve", 3),
          new Shape("ring", "ring", 2),
          new Shape("gaussian", "gaussian", 3),
          new Shape("gaussian-mixture", "gaussian-mixture", 3),
          new Shape("heart", "", Heart.DIMENSION));

  /** All ids. */
  static List<String> ids() {
    return ALL.stream().map(Shape::id).toList();
  }
}
