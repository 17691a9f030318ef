package emaki.data;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to find and read a data set.
 *
 * @param dataDir where to look for known data sets first; null: the usual places only
 * @param resize brings all images to this size; null: as they are
 * @param skipUnreadable leaves out the images of a folder that cannot be read, and tells which
 */
public record DatasetOptions(
    @Nullable Path dataDir, ImageFolder.@Nullable Size resize, boolean skipUnreadable) {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3})x([1-9]\\d{0,3})");

  /** The usual places, images as they are. */
  public static final DatasetOptions DEFAULT = new DatasetOptions(null, null, false);

  /**
   * Options as they are spelt on the command line.
   *
   * @param resize height x width, such as {@code 64x48}; null: images as they are
   * @throws InputException where {@code resize} is not understood
   */
  public static DatasetOptions of(@Nullable Path dataDir, @Nullable String resize) {
    if (resize == null) {
      return new DatasetOptions(dataDir, null, false);
    }
    Matcher size = SIZE.matcher(resize);
    if (!size.matches()) {
      throw new InputException(
          "‹resize› " + resize, "expected HEIGHTxWIDTH in pixels", "such as 64x64");
    }
    return new DatasetOptions(
        dataDir,
        new ImageFolder.Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))),
        false);
  }

  /** The same, leaving out what cannot be read or refusing it. */
  public DatasetOptions withSkipUnreadable(boolean skip) {
    return new DatasetOptions(dataDir, resize, skip);
  }
}
