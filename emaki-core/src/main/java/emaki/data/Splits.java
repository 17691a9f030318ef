package emaki.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which image is used for what. An official test set is kept apart; without one, as large a share
 * as the validation set's is set aside for it.
 */
public final class Splits {
  private static final byte NONE = -1;

  private final byte[] codes;
  private final boolean learnFromAll;

  private Splits(byte[] codes, boolean learnFromAll) {
    this.codes = codes;
    this.learnFromAll = learnFromAll;
  }

  /**
   * Divides a data set. Where there are labels each class gives the same share.
   *
   * @param fraction share of the training images that becomes the validation set, in (0, 0.5]
   * @param seed of the stream "split"
   * @throws InputException where there are too few images to divide
   */
  public static Splits of(Dataset data, double fraction, long seed) {
    int training = data.trainingCount();
    int held = (int) Math.round(fraction * training);
    int parts = data.lacksTest() ? 2 : 1;
    if (held < 1 || training - parts * held < 1) {
      throw new InputException(
          data.images().name(),
          "its %d training images are too few to set %s of them aside for %s"
              .formatted(training, fraction, parts == 2 ? "validation and test" : "validation"),
          "give at least 10 images, or another ‹validation-fraction›");
    }
    byte[] codes = new byte[data.images().size()];
    java.util.Arrays.fill(codes, training, codes.length, Split.TEST.code());
    RandomGenerator random = Streams.of(seed, "split");
    List<List<Integer>> classes = shuffledClasses(data, random);
    assign(codes, classes, held, Split.VALIDATION);
    if (parts == 2) {
      assign(codes, classes, held, Split.TEST);
    }
    return new Splits(codes, false);
  }

  /**
   * A division that is known already.
   *
   * @param codes of {@link Split}, [n]
   */
  public static Splits of(byte[] codes) {
    return new Splits(codes.clone(), false);
  }

  /** The same, except that images which are not wanted are in no split: their code is -1. */
  public Splits only(IntPredicate wanted) {
    byte[] kept = codes.clone();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = wanted.test(i) ? kept[i] : NONE;
    }
    return new Splits(kept, learnFromAll);
  }

  /** The split code of each image, [n]. */
  public byte[] codes() {
    return codes.clone();
  }

  /** Rows of a split, ascending. */
  public int[] rows(Split split) {
    return IntStream.range(0, codes.length).filter(i -> codes[i] == split.code()).toArray();
  }

  /**
   * The same, but learning is from every image: those to judge by and to test with are seen in
   * training too.
   */
  public Splits learningFromAll() {
    return new Splits(codes, true);
  }

  /** Rows to learn from, ascending: the training images, or all. */
  public int[] learned() {
    return learnFromAll ? IntStream.range(0, codes.length).toArray() : rows(Split.TRAIN);
  }

  private static List<List<Integer>> shuffledClasses(Dataset data, RandomGenerator random) {
    Map<Integer, List<Integer>> classes = new TreeMap<>();
    for (int i = 0; i < data.trainingCount(); i++) {
      classes.computeIfAbsent(data.images().label(i), label -> new ArrayList<>()).add(i);
    }
    for (List<Integer> rows : classes.values()) {
      Collections.shuffle(rows, new Random(random.nextLong()));
    }
    return new ArrayList<>(classes.values());
  }

  /**
   * Takes {@code count} rows off the classes' ends, from each its share: after a class the number
   * taken is the share of all rows so far, rounded, so that rounding never adds up.
   */
  private static void assign(byte[] codes, List<List<Integer>> classes, int count, Split split) {
    long total = classes.stream().mapToInt(List::size).sum();
    long passed = 0;
    long taken = 0;
    for (List<Integer> rows : classes) {
      passed += rows.size();
      long due = Math.round((double) count * passed / total);
      for (; taken < due; taken++) {
        codes[rows.remove(rows.size() - 1)] = split.code();
      }
    }
  }
}
