package emaki.spark;

import emaki.data.ImageFile;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.model.AutoencoderSpec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * How rows hold images.
 *
 * @param column that holds them
 * @param decoded whether they are Spark's images, in the order blue, green, red
 * @param path column of the file's path, for messages; -1: none
 * @param pixels whether bytes are pixels, not a file
 * @param resize whether files are brought to the model's size
 * @param skip whether what cannot be read is left out
 */
record RowImages(
    int column, boolean decoded, int path, boolean pixels, boolean resize, boolean skip)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static boolean isImage(DataType type) {
    return type instanceof StructType struct
        && Arrays.equals(struct.fieldNames(), ImageSchema.columnSchema().fieldNames());
  }

  /** Where the source says what file a row is of. */
  static int path(StructType schema) {
    return Arrays.asList(schema.fieldNames()).indexOf("path");
  }

  /**
   * A row's image as uint8 pixels of the model's size, row-major [height, width, channels].
   *
   * @throws InputException where it is none, damaged or of another size
   */
  byte[] read(Row row, AutoencoderSpec model) {
    String name = path >= 0 && !row.isNullAt(path) ? row.getString(path) : "an image of a row";
    if (row.isNullAt(column)) {
      throw new InputException(name, "there is none", "leave the row out");
    }
    ImageSet image = decoded ? decoded(row.getStruct(column)) : bytes(name, row, model);
    if (image.height() != model.height() || image.width() != model.width()) {
      throw new InputException(
          name,
          "is %dx%d pixels (height x width), the model takes %dx%d"
              .formatted(image.height(), image.width(), model.height(), model.width()),
          "bring images to its size, as by ‹resize› %dx%d"
              .formatted(model.height(), model.width()));
    }
    byte[] values = new byte[model.inputs()];
    image.withChannels(model.channels()).copyBytes(0, values, 0);
    return values;
  }

  private ImageSet bytes(String name, Row row, AutoencoderSpec model) {
    byte[] bytes = row.getAs(column);
    if (!pixels) {
      try {
        return resize
            ? ImageFile.read(name, bytes, model.height(), model.width(), model.channels())
            : ImageFile.read(name, bytes, model.channels());
      } catch (InputException e) {
        throw new InputException(
            e.subject(), e.reason(), "mend it, or leave such images out by ‹skip-unreadable›", e);
      }
    }
    if (bytes.length != model.inputs()) {
      throw new InputException(
          name,
          "has %d values, the model takes %d".formatted(bytes.length, model.inputs()),
          "give pixels of %dx%dx%d".formatted(model.height(), model.width(), model.channels()));
    }
    return of(name, bytes, model.height(), model.width(), model.channels());
  }

  private static ImageSet decoded(Row image) {
    String origin = ImageSchema.getOrigin(image);
    int channels = ImageSchema.getNChannels(image);
    int height = ImageSchema.getHeight(image);
    int width = ImageSchema.getWidth(image);
    byte[] data = ImageSchema.getData(image);
    if (height < 1 || width < 1 || data.length != height * width * channels) {
      throw new InputException(origin, "Spark could not decode it", "mend it, or leave it out");
    }
    int kept = channels == 1 ? 1 : 3;
    byte[] values = new byte[height * width * kept];
    for (int i = 0; i < height * width; i++) {
      for (int c = 0; c < kept; c++) {
        values[kept * i + c] = data[channels * i + (kept - 1 - c)];
      }
    }
    return of(origin, values, height, width, kept);
  }

  private static ImageSet of(String name, byte[] values, int height, int width, int channels) {
    return ImageSet.of(name, values, height, width, channels, null, List.of(), List.of());
  }
}
