package emaki.model;

import java.util.Arrays;

/** Checks of what layers and networks are made of. */
final class Expect {
  private Expect() {}

  static void that(boolean holds, String expected, Object... got) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Expected %s, got %s"
              .formatted(expected, got.length == 1 ? got[0] : Arrays.toString(got)));
    }
  }
}
