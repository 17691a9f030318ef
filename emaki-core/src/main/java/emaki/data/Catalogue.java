package emaki.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data sets that emaki knows by name: what they are, and where they can be fetched. */
public final class Catalogue {
  private static final List<String> KANA =
      List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");
  private static final List<String> KANA_SCRIPT =
      List.of("お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を");
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  /**
   * One file of a data set.
   *
   * @param name as it is kept
   * @param url where it is fetched
   * @param bytes of the file as fetched; 0: not known
   * @param md5 of the decompressed content; null: not known
   */
  public record Remote(String name, String url, long bytes, @Nullable String md5) {}

  /**
   * A known data set.
   *
   * @param name on the command line
   * @param description in a line
   * @param licence under which it is given
   * @param training images in the training file
   * @param test images in the test file
   * @param classNames by label
   * @param files that make it; empty for the generated one
   * @param script the classes as their own script has them, by label; empty where the names are
   *     that already
   */
  public record Entry(
      String name,
      String description,
      String licence,
      int training,
      int test,
      List<String> classNames,
      List<Remote> files,
      List<String> script) {

    /** Bytes of all files as fetched; 0: not known, or none to fetch. */
    public long bytes() {
      boolean known = files.stream().allMatch(file -> file.bytes() > 0);
      return known ? files.stream().mapToLong(Remote::bytes).sum() : 0;
    }
  }

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "kana",
              "hiragana drawn by emaki itself, in cursive variants",
              "Apache-2.0, generated",
              60_000,
              10_000,
              KANA,
              List.of(),
              KANA_SCRIPT),
          idx(
              "kmnist",
              "Kuzushiji-MNIST: ten hiragana from old books",
              "CC BY-SA 4.0",
              KANA,
              "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
              new long[] {18_165_135, 29_473, 3_041_113, 5_097},
              "92be26ec9822e900ac425d0a0aa84ced",
              "949e75301f8813e0dc5800dcc320fc52",
              "bf305b8cd328700fbc17f5acbc2856d2",
              "9f55f451c0988b028eccdf7d5cc265ab"),
          new Entry(
              "k49",
              "Kuzushiji-49: 48 hiragana and the iteration mark, unbalanced",
              "CC BY-SA 4.0",
              232_365,
              38_547,
              List.of(),
              Stream.of("train-imgs", "train-labels", "test-imgs", "test-labels")
                  .map(part -> "k49-" + part + ".npz")
                  .map(
                      f -> new Remote(f, "http://codh.rois.ac.jp/kmnist/dataset/k49/" + f, 0, null))
                  .toList(),
              List.of()),
          idx(
              "fashion-mnist",
              "Fashion-MNIST: articles of clothing",
              "MIT",
              List.of(
                  "t-shirt",
                  "trouser",
                  "pullover",
                  "dress",
                  "coat",
                  "sandal",
                  "shirt",
                  "sneaker",
                  "bag",
                  "ankle boot"),
              "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
              new long[] {26_421_880, 29_515, 4_422_102, 5_148},
              "f4a8712d7a061bf5bd6d2ca38dc4d50a",
              "9018921c3c673c538a1fc5bad174d6f9",
              "8181f5470baa50b63fa0f6fddb340f0a",
              "15d484375f8d13e6eb1aabb0c3f46965"),
          idx(
              "mnist",
              "MNIST: handwritten digits",
              "CC BY-SA 3.0",
              DIGITS,
              "https://storage.googleapis.com/cvdf-datasets/mnist/",
              new long[] {9_912_422, 28_881, 1_648_877, 4_542},
              "6bbc9ace898e44ae57da46a324031adb",
              "a25bea736e30d166cdddb491f175f624",
              "2646ac647ad5339dbf082846283269ea",
              "27ae3e4e09519cfbb04c329615203637"));

  private Catalogue() {}

  /** All known data sets, the embedded one first. */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /** Their names. */
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /** The data set of a name. */
  public static Optional<Entry> find(String name) {
    return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * Classes as their own script has them, for readers of it.
   *
   * @param dataset a name, which need not be one of these
   * @param classNames as its images have them, by label
   * @return by label; empty where it is not known, or the images have other classes
   */
  public static List<String> script(String dataset, List<String> classNames) {
    return find(dataset)
        .filter(entry -> entry.classNames().equals(classNames))
        .map(Entry::script)
        .orElse(List.of());
  }

  private static Entry idx(
      String name,
      String description,
      String licence,
      List<String> classNames,
      String base,
      long[] bytes,
      String... md5) {
    List<Remote> files =
        java.util.stream.IntStream.range(0, bytes.length)
            .mapToObj(
                i -> {
                  String file = IdxImages.FILES.get(i) + ".gz";
                  return new Remote(file, base + file, bytes[i], md5[i]);
                })
            .toList();
    List<String> script = classNames.equals(KANA) ? KANA_SCRIPT : List.of();
    return new Entry(name, description, licence, 60_000, 10_000, classNames, files, script);
  }
}
