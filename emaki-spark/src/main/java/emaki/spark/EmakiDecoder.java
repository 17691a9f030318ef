package emaki.spark;

import emaki.data.InputException;
import emaki.model.Autoencoder;
import emaki.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A run's decoder as a stage of Spark ML: vectors of latents to vectors of pixels, values in [0,
 * 1], row-major [height, width, channels].
 */
public final class EmakiDecoder extends EmakiStage {
  private static final long serialVersionUID = 1L;

  EmakiDecoder(String uid, StoredModel model) {
    super(uid, model, "latents", "pixels");
  }

  /**
   * The decoder of a finished run.
   *
   * @param run its folder
   * @throws InputException where there is none, or its model is damaged
   */
  public static EmakiDecoder of(Path run) {
    return new EmakiDecoder(
        Identifiable$.MODULE$.randomUID("emaki-decoder"), StoredModel.of(RunFolder.open(run)));
  }

  /** Reads what {@link #save} stored. */
  public static MLReader<EmakiDecoder> read() {
    return new Reader<>(EmakiDecoder.class, EmakiDecoder::new);
  }

  /** Reads what {@link #save} stored. */
  public static EmakiDecoder load(String path) {
    return read().load(path);
  }

  /** Reads this column; {@code latents} unless said otherwise. */
  public EmakiDecoder setInputCol(String name) {
    set(inputCol(), name);
    return this;
  }

  /** Adds this column; {@code pixels} unless said otherwise. */
  public EmakiDecoder setOutputCol(String name) {
    set(outputCol(), name);
    return this;
  }

  @Override
  void requireReadable(StructField column) {
    if (!column.dataType().equals(SQLDataTypes.VectorType())) {
      throw new InputException(
          "column " + column.name(),
          "holds %s, expected vectors".formatted(column.dataType().simpleString()),
          "make vectors of arrays by functions.array_to_vector");
    }
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType with = transformSchema(dataset.schema());
    int column = dataset.schema().fieldIndex(input());
    Broadcast<StoredModel> sent =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext()).broadcast(model());
    MapPartitionsFunction<Row, Row> decode =
        rows -> new DecodedRows(rows, column, sent.value().load());
    return dataset.toDF().mapPartitions(decode, Encoders.row(with));
  }

  @Override
  EmakiStage fresh(String newUid, StoredModel newModel) {
    return new EmakiDecoder(newUid, newModel);
  }

  /** The rows of a partition with what their latents decode to, made a batch at a time. */
  private static final class DecodedRows implements Iterator<Row> {
    private static final int BATCH = 500;

    private final Iterator<Row> rows;
    private final int column;
    private final Autoencoder model;
    private Iterator<Row> ready = List.<Row>of().iterator();

    DecodedRows(Iterator<Row> rows, int column, Autoencoder model) {
      this.rows = rows;
      this.column = column;
      this.model = model;
    }

    @Override
    public boolean hasNext() {
      return ready.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (!ready.hasNext()) {
        ready = decode();
      }
      return ready.next();
    }

    private Iterator<Row> decode() {
      int k = model.spec().latentDim();
      List<Row> batch = new ArrayList<>();
      float[] latents = new float[BATCH * k];
      while (batch.size() < BATCH && rows.hasNext()) {
        Row row = rows.next();
        copy(row, latents, batch.size() * k, k);
        batch.add(row);
      }
      float[] pixels;
      synchronized (model) {
        pixels = model.decode(Arrays.copyOf(latents, batch.size() * k));
      }
      int values = model.spec().inputs();
      List<Row> decoded = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        decoded.add(EncodedRows.with(batch.get(i), pixels, i * values, values));
      }
      return decoded.iterator();
    }

    private void copy(Row row, float[] latents, int at, int k) {
      Vector vector = row.isNullAt(column) ? null : row.getAs(column);
      if (vector == null || vector.size() != k) {
        throw new InputException(
            "latents of a row",
            "have %s values, the model %d".formatted(vector == null ? "no" : vector.size(), k),
            "give what this model's encoder makes");
      }
      for (int j = 0; j < k; j++) {
        latents[at + j] = (float) vector.apply(j);
      }
    }
  }
}
