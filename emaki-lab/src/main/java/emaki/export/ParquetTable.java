package emaki.export;

import emaki.data.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** Columns that become a Parquet file, not compressed. */
final class ParquetTable implements Columns {
  private final int rows;
  private final List<Type> types = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();

  /** Writes a column's value of a row, the field around it too; nothing where it has none. */
  private interface Cell {
    void write(int row, RecordConsumer to);
  }

  ParquetTable(int rows) {
    this.rows = rows;
  }

  @Override
  public void whole(String name, int[] values) {
    int index = add(Types.required(PrimitiveTypeName.INT32).named(name));
    cells.add((row, to) -> field(name, index, to, () -> to.addInteger(values[row])));
  }

  @Override
  public void real(String name, float[] values, int width, int column) {
    int index = add(Types.required(PrimitiveTypeName.FLOAT).named(name));
    cells.add((row, to) -> field(name, index, to, () -> to.addFloat(values[row * width + column])));
  }

  @Override
  public void text(String name, IntFunction<@Nullable String> values) {
    int index =
        add(
            Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name));
    cells.add(
        (row, to) -> {
          String value = values.apply(row);
          if (value != null) {
            field(name, index, to, () -> to.addBinary(Binary.fromString(value)));
          }
        });
  }

  /**
   * A list of numbers a row.
   *
   * @param values row-major [rows, width]
   */
  void list(String name, float[] values, int width) {
    int index = add(Types.requiredList().requiredElement(PrimitiveTypeName.FLOAT).named(name));
    cells.add(
        (row, to) ->
            field(
                name,
                index,
                to,
                () -> {
                  to.startGroup();
                  field("list", 0, to, () -> elements(values, row * width, width, to));
                  to.endGroup();
                }));
  }

  private static void elements(float[] values, int from, int count, RecordConsumer to) {
    for (int i = 0; i < count; i++) {
      float value = values[from + i];
      to.startGroup();
      field("element", 0, to, () -> to.addFloat(value));
      to.endGroup();
    }
  }

  private int add(Type type) {
    types.add(type);
    return types.size() - 1;
  }

  private static void field(String name, int index, RecordConsumer to, Runnable value) {
    to.startField(name, index);
    value.run();
    to.endField(name, index);
  }

  /**
   * Writes the rows.
   *
   * @param metadata texts by their keys
   */
  void write(Path file, Map<String, String> metadata) throws IOException {
    Rows support = new Rows(new MessageType("images", types), new TreeMap<>(metadata), cells);
    AtomicFile.write(
        file,
        out -> {
          try (ParquetWriter<Integer> writer = new Builder(new Output(out), support).build()) {
            for (int row = 0; row < rows; row++) {
              writer.write(row);
            }
          }
        });
  }

  /** A row's number becomes its cells. */
  private static final class Rows extends WriteSupport<Integer> {
    private final MessageType schema;
    private final Map<String, String> metadata;
    private final List<Cell> cells;
    private @Nullable RecordConsumer consumer;

    Rows(MessageType schema, Map<String, String> metadata, List<Cell> cells) {
      this.schema = schema;
      this.metadata = metadata;
      this.cells = cells;
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, metadata);
    }

    @Override
    @SuppressWarnings("deprecation") // It is abstract.
    public WriteContext init(Configuration configuration) {
      throw new UnsupportedOperationException("Hadoop is not here");
    }

    @Override
    public void prepareForWrite(RecordConsumer newConsumer) {
      consumer = newConsumer;
    }

    @Override
    public void write(Integer row) {
      RecordConsumer to = Objects.requireNonNull(consumer);
      to.startMessage();
      cells.forEach(cell -> cell.write(row, to));
      to.endMessage();
    }
  }

  private static final class Builder extends ParquetWriter.Builder<Integer, Builder> {
    private final Rows rows;

    Builder(OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
      withConf(new PlainParquetConfiguration());
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Integer> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }

    @Override
    @SuppressWarnings("deprecation") // It is abstract.
    protected WriteSupport<Integer> getWriteSupport(Configuration configuration) {
      return rows;
    }
  }

  /** A stream that somebody else closes. */
  private record Output(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSize) {
      return new Counting(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
      return new Counting(out);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class Counting extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      position += count;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
