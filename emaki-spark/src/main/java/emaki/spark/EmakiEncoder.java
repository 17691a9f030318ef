package emaki.spark;

import emaki.data.InputException;
import emaki.run.RunFolder;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A run's encoder as a stage of Spark ML: images to vectors of latents, which MLlib clusters and
 * classifies.
 *
 * <p>It reads image files, as Spark's {@code binaryFile} source gives them in the column {@code
 * content}; decoded images, as Spark's {@code image} source does; or, by {@link #setPixels}, uint8
 * pixels row-major [height, width, channels]. Grey and colour are converted to what the model
 * takes. The model is sent once and loaded once in an executor's JVM; the engine takes the run's
 * number of threads there, so that latents are those of {@code emaki encode}.
 */
public final class EmakiEncoder extends EmakiStage {
  private static final long serialVersionUID = 1L;

  private final BooleanParam resize;
  private final BooleanParam skipUnreadable;
  private final BooleanParam pixels;

  EmakiEncoder(String uid, StoredModel model) {
    super(uid, model, "content", "latents");
    this.resize =
        new BooleanParam(this, "resize", "whether images are brought to the model's size");
    this.skipUnreadable =
        new BooleanParam(
            this, "skipUnreadable", "whether images that cannot be read are left out, or refused");
    this.pixels = new BooleanParam(this, "pixels", "whether bytes are pixels, not a file");
    setDefault(resize, false);
    setDefault(skipUnreadable, false);
    setDefault(pixels, false);
  }

  /**
   * The encoder of a finished run.
   *
   * @param run its folder
   * @throws InputException where there is none, or its model is damaged
   */
  public static EmakiEncoder of(Path run) {
    return new EmakiEncoder(
        Identifiable$.MODULE$.randomUID("emaki-encoder"), StoredModel.of(RunFolder.open(run)));
  }

  /** Reads what {@link #save} stored. */
  public static MLReader<EmakiEncoder> read() {
    return new Reader<>(EmakiEncoder.class, EmakiEncoder::new);
  }

  /** Reads what {@link #save} stored. */
  public static EmakiEncoder load(String path) {
    return read().load(path);
  }

  /** Whether images are brought to the model's size. */
  public BooleanParam resize() {
    return resize;
  }

  /** Whether images that cannot be read are left out, or refused. */
  public BooleanParam skipUnreadable() {
    return skipUnreadable;
  }

  /** Whether bytes are pixels, not a file. */
  public BooleanParam pixels() {
    return pixels;
  }

  /** Reads this column; {@code content} unless said otherwise. */
  public EmakiEncoder setInputCol(String name) {
    set(inputCol(), name);
    return this;
  }

  /** Adds this column; {@code latents} unless said otherwise. */
  public EmakiEncoder setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  /** Whether images are brought to the model's size; else others are refused. */
  public EmakiEncoder setResize(boolean value) {
    set(resize, value);
    return this;
  }

  /** Whether images that cannot be read are left out, rows and all; else they are refused. */
  public EmakiEncoder setSkipUnreadable(boolean value) {
    set(skipUnreadable, value);
    return this;
  }

  /** Whether the column's bytes are pixels rather than the content of a file. */
  public EmakiEncoder setPixels(boolean value) {
    set(pixels, value);
    return this;
  }

  @Override
  void requireReadable(StructField column) {
    boolean bytes = column.dataType().equals(DataTypes.BinaryType);
    if (!bytes && !RowImages.isImage(column.dataType())) {
      throw new InputException(
          "column " + column.name(),
          "holds %s, expected bytes or Spark's images".formatted(column.dataType().simpleString()),
          "read images by the source binaryFile or image");
    }
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    StructType with = transformSchema(schema);
    SparkSession session = dataset.sparkSession();
    Broadcast<StoredModel> sent =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model());
    RowImages images =
        new RowImages(
            schema.fieldIndex(input()),
            RowImages.isImage(inputOf(schema).dataType()),
            RowImages.path(schema),
            flag(pixels),
            flag(resize),
            flag(skipUnreadable));
    MapPartitionsFunction<Row, Row> encode =
        rows -> new EncodedRows(rows, images, sent.value().load());
    return dataset.toDF().mapPartitions(encode, Encoders.row(with));
  }

  private boolean flag(BooleanParam parameter) {
    return (Boolean) getOrDefault(parameter);
  }

  @Override
  EmakiStage fresh(String newUid, StoredModel newModel) {
    return new EmakiEncoder(newUid, newModel);
  }
}
