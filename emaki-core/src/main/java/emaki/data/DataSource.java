package emaki.data;

/**
 * Where data sets come from besides the files and names that emaki knows: a format, a generator, a
 * store. Providers are public, have a public constructor without arguments, and stand in their
 * jar's {@code META-INF/services}.
 */
public interface DataSource {
  /** How its names are written, such as {@code rings:COUNT} or {@code FILE.h5}. */
  String usage();

  /** What it gives, in a line. */
  String description();

  /**
   * Whether a name is of this source. It is asked before paths are, and must answer from the name
   * alone.
   */
  boolean knows(String name);

  /**
   * Reads or makes a data set.
   *
   * @param name one that it knows; a file's is absolute once a run has recorded it
   * @param options the images need not be brought to their size: that is done afterwards
   * @return the same content whenever it is asked: a run that is resumed compares checksums
   * @throws InputException where there is none of that name, or it is damaged
   */
  Dataset load(String name, DatasetOptions options);
}
