package emaki.spark;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.model.Autoencoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a partition with their latents, made a batch at a time. */
final class EncodedRows implements Iterator<Row> {
  /** As many images, and as many values, as the engine takes at once elsewhere. */
  private static final int MOST_ROWS = 1000;

  private static final int MOST_VALUES = 1 << 24;

  private final Iterator<Row> rows;
  private final RowImages images;
  private final Autoencoder model;
  private final Queue<Row> ready = new ArrayDeque<>();

  EncodedRows(Iterator<Row> rows, RowImages images, Autoencoder model) {
    this.rows = rows;
    this.images = images;
    this.model = model;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      encode();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Rows that are encoded at a time where an image has so many values, as where all are. */
  static int batch(int values) {
    return Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / values));
  }

  private void encode() {
    int values = model.spec().inputs();
    int most = batch(values);
    List<Row> batch = new ArrayList<>();
    byte[] pixels = new byte[most * values];
    while (batch.size() < most && rows.hasNext()) {
      Row row = rows.next();
      try {
        System.arraycopy(images.read(row, model.spec()), 0, pixels, batch.size() * values, values);
        batch.add(row);
      } catch (InputException e) {
        if (!images.skip()) {
          throw e;
        }
      }
    }
    if (!batch.isEmpty()) {
      byte[] whole = Arrays.copyOf(pixels, batch.size() * values);
      put(batch, whole);
    }
  }

  private void put(List<Row> batch, byte[] pixels) {
    var spec = model.spec();
    ImageSet set =
        ImageSet.of(
            "a batch",
            pixels,
            spec.height(),
            spec.width(),
            spec.channels(),
            null,
            List.of(),
            List.of());
    float[] latents;
    synchronized (model) {
      latents = model.encode(set);
    }
    int k = spec.latentDim();
    for (int i = 0; i < batch.size(); i++) {
      ready.add(with(batch.get(i), latents, i * k, k));
    }
  }

  /** A row with a vector behind its columns. */
  static Row with(Row row, float[] values, int from, int length) {
    double[] vector = new double[length];
    for (int j = 0; j < length; j++) {
      vector[j] = values[from + j];
    }
    Object[] cells = new Object[row.size() + 1];
    for (int j = 0; j < row.size(); j++) {
      cells[j] = row.get(j);
    }
    cells[row.size()] = Vectors.dense(vector);
    return RowFactory.create(cells);
  }
}
