package emaki.report;

import java.awt.Color;
import java.util.List;

/**
 * The colours of all figures: ten of Paul Tol's, picked so that any two stay apart on white for
 * readers of normal vision and for those who lack red or green receptors. The first are the best
 * for lines. All stand on white; the cloud of a run's report, whose ground may be dark, has its
 * own.
 */
final class Palette {
  /** Text and axes. */
  static final Color INK = new Color(0x333333);

  /** Lines behind the data. */
  static final Color GRID = new Color(0xe4e4e4);

  /** What belongs to no group. */
  static final Color NONE = new Color(0xb4b4b4);

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0077bb),
          new Color(0xee7733),
          new Color(0x44aa99),
          new Color(0xcc3311),
          new Color(0x332288),
          new Color(0x777777),
          new Color(0x882255),
          new Color(0x66ccee),
          new Color(0x222222),
          new Color(0xddcc77));

  private Palette() {}

  /** The colour of a group or series; the eleventh has the first's, one below 0 is in none. */
  static Color of(int index) {
    return index < 0 ? NONE : COLOURS.get(index % COLOURS.size());
  }
}
