package emaki.spark;

import emaki.data.InputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What {@link EmakiEncoder} and {@link EmakiDecoder} share: a model, two columns, a stored form.
 */
public abstract class EmakiStage extends Transformer implements MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String MODEL = "/model";

  private final String uid;
  private final StoredModel model;
  private final Param<String> inputCol;
  private final Param<String> outputCol;

  EmakiStage(String uid, StoredModel model, String input, String output) {
    this.uid = uid;
    this.model = model;
    this.inputCol = new Param<>(this, "inputCol", "the column that it reads");
    this.outputCol = new Param<>(this, "outputCol", "the column of vectors that it adds");
    setDefault(inputCol, input);
    setDefault(outputCol, output);
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** The column that it reads. */
  public final Param<String> inputCol() {
    return inputCol;
  }

  /** The column of vectors that it adds. */
  public final Param<String> outputCol() {
    return outputCol;
  }

  final StoredModel model() {
    return model;
  }

  final String input() {
    return getOrDefault(inputCol);
  }

  final String output() {
    return getOrDefault(outputCol);
  }

  /**
   * The column it reads.
   *
   * @throws InputException where there is none of that name
   */
  final StructField inputOf(StructType schema) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equals(input()))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "column " + input(),
                    "there is none; there are " + String.join(", ", schema.fieldNames()),
                    "name one of them by setInputCol"));
  }

  @Override
  public final StructType transformSchema(StructType schema) {
    requireReadable(inputOf(schema));
    if (Arrays.asList(schema.fieldNames()).contains(output())) {
      throw new InputException(
          "column " + output(), "is there already", "name another by setOutputCol");
    }
    return schema.add(output(), SQLDataTypes.VectorType(), false);
  }

  /**
   * Checks the kind of the column it reads.
   *
   * @throws InputException where it holds nothing that it can read
   */
  abstract void requireReadable(StructField column);

  @Override
  public final Transformer copy(ParamMap extra) {
    return copyValues(fresh(uid, model), extra);
  }

  abstract EmakiStage fresh(String newUid, StoredModel newModel);

  @Override
  public final MLWriter write() {
    return new Writer(this);
  }

  /** Metadata as all of Spark's stages have it; the model beside it, as one row of Parquet. */
  private static final class Writer extends MLWriter {
    private static final StructType SCHEMA =
        new StructType()
            .add("weights", DataTypes.BinaryType, false)
            .add("threads", DataTypes.IntegerType, false);

    private final EmakiStage stage;

    Writer(EmakiStage stage) {
      this.stage = stage;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter$.MODULE$.saveMetadata(stage, path, sparkSession());
      Row row = RowFactory.create(stage.model.weights(), stage.model.threads());
      sparkSession().createDataFrame(List.of(row), SCHEMA).write().parquet(path + MODEL);
    }
  }

  /** Reads what {@link #write} stored. */
  static final class Reader<S extends EmakiStage> extends MLReader<S> {
    private final Class<S> type;
    private final BiFunction<String, StoredModel, S> fresh;

    Reader(Class<S> type, BiFunction<String, StoredModel, S> fresh) {
      this.type = type;
      this.fresh = fresh;
    }

    @Override
    public S load(String path) {
      var metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), type.getName());
      Row row = sparkSession().read().parquet(path + MODEL).head();
      S stage = fresh.apply(metadata.uid(), new StoredModel(row.getAs(0), row.getInt(1)));
      metadata.getAndSetParams((Params) stage, metadata.getAndSetParams$default$2());
      return stage;
    }
  }

  @Override
  public void save(String path) throws IOException {
    write().save(path);
  }
}
