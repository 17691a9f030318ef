package emaki.run;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of {@link ImageNames} that a classifier learns from in place of its data's own labels.
 *
 * @param file where it was when the run was described, absolute
 * @param sha256 of its bytes, in hexadecimal
 */
public record LabelFile(String file, String sha256) {
  /**
   * The file as it is now.
   *
   * @throws InputException where it cannot be read
   */
  public static LabelFile of(Path file) {
    return new LabelFile(file.toAbsolutePath().normalize().toString(), digest(file));
  }

  /**
   * Reads the labels.
   *
   * @param from the file itself or a copy of it
   * @param images how many there are
   * @param files where each came from; empty where they have no files of their own
   * @throws InputException where it is gone, has changed, or is no such file
   */
  public ImageNames read(Path from, int images, List<String> files) {
    if (!digest(from).equals(sha256)) {
      throw new InputException(
          from.toString(),
          "its content is not what the run began with",
          "restore it, or train anew into another folder");
    }
    ImageNames names = ImageNames.read(from, images, files);
    if (names.named() == 0) {
      throw new InputException(from.toString(), "names no image", "fill in the column name");
    }
    return names;
  }

  private static String digest(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw InputException.of(file, "cannot be read", e, "name a CSV with the columns row, name");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
