package emaki.app.explore;

import emaki.data.Streams;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Some of a run's points, or all of them.
 *
 * @param rows ascending
 * @param of how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Drawn(int[] rows, int of) {

  /** All points where there are not more, else so many of them drawn at random, the same always. */
  static Drawn atMost(int count, int of) {
    int[] all = IntStream.range(0, of).toArray();
    if (count >= of) {
      return new Drawn(all, of);
    }
    RandomGenerator random = Streams.of(0, "export");
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(of - i);
      int row = all[other];
      all[other] = all[i];
      all[i] = row;
    }
    return new Drawn(IntStream.of(all).limit(count).sorted().toArray(), of);
  }

  /** Whether some are left out. */
  boolean partial() {
    return rows.length < of;
  }

  /** Of values [of, width] those of these points. */
  float[] select(float[] values, int width) {
    float[] selected = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, selected, i * width, width);
    }
    return selected;
  }

  int[] select(int[] values) {
    return IntStream.of(rows).map(row -> values[row]).toArray();
  }

  byte[] select(byte[] values) {
    byte[] selected = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = values[rows[i]];
    }
    return selected;
  }
}
