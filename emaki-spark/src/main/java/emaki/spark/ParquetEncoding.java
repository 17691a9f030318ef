package emaki.spark;

import emaki.data.ImageFile;
import emaki.data.ImageFiles;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.model.Autoencoder;
import emaki.remote.Cluster.Encoded;
import emaki.remote.ImageSource;
import emaki.run.DataSpec;
import emaki.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Encodes images and writes Parquet: {@code row} of the data set, {@code file} where each has its
 * own, {@code label} (-1: none), {@code latents} list of float32.
 */
final class ParquetEncoding {
  /** What Spark writes into a folder of Parquet files, and leaves there where it is killed. */
  private static final String SPARKS =
      "_SUCCESS|_temporary|part-.*\\.parquet|\\..*\\.crc|\\.spark-staging.*";

  private static final StructType LATENTS =
      new StructType()
          .add("row", DataTypes.IntegerType, false)
          .add("file", DataTypes.StringType, true)
          .add("label", DataTypes.IntegerType, false)
          .add("latents", DataTypes.createArrayType(DataTypes.FloatType, false), false);

  /** So many tasks for each core: the last ones should not leave cores idle for long. */
  private static final int TASKS_PER_CORE = 4;

  private final SparkSession session;
  private final RunFolder run;
  private final ImageSource source;

  ParquetEncoding(SparkSession session, RunFolder run, ImageSource source) {
    this.session = session;
    this.run = run;
    this.source = source;
  }

  Encoded write(Path out) throws IOException {
    requireReplaceable(out);
    Optional<ImageFiles> files = ImageFiles.of(source.data().name());
    long all;
    Dataset<Row> latents;
    if (files.isPresent()) {
      all = files.get().files().size();
      latents = ofFiles(files.get());
    } else {
      ImageSet images = source.data().load(source.dataDir()).images();
      all = images.size();
      latents = ofImages(images);
    }
    long began = System.nanoTime();
    latents.write().mode(SaveMode.Overwrite).parquet(out.toAbsolutePath().toUri().toString());
    double seconds = (System.nanoTime() - began) / 1e9;
    // Not counted on the way: tasks that are done again would count twice.
    long written = session.read().parquet(out.toAbsolutePath().toUri().toString()).count();
    return new Encoded(written, all - written, seconds);
  }

  private static void requireReplaceable(Path out) throws IOException {
    if (Files.isDirectory(out)) {
      try (Stream<Path> inside = Files.list(out)) {
        Optional<String> other =
            inside
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> !name.matches(SPARKS))
                .findFirst();
        if (other.isPresent()) {
          throw new InputException(
              out.toString(),
              "already holds something else, such as " + other.get(),
              "choose another folder");
        }
      }
    } else if (Files.exists(out)) {
      throw new InputException(
          out.toString(), "is a file, expected a folder to make", "choose another name");
    }
  }

  /**
   * Where tasks begin and end: between batches, as they are where all is encoded at once. What a
   * row becomes depends in its last bit on how many rows it is multiplied with. The order of rows
   * within and between the files that are written is that of the data set.
   */
  private int[] bounds(int n) {
    int batch = batch();
    int cores = session.sparkContext().defaultParallelism();
    int tasks = (int) Math.max(1, Math.min((long) cores * TASKS_PER_CORE, n / batch));
    long batches = (n + batch - 1L) / batch;
    return IntStream.rangeClosed(0, tasks)
        .map(i -> (int) Math.min(n, batches * i / tasks * batch))
        .toArray();
  }

  private int batch() {
    var images = run.record().dataset();
    return EncodedRows.batch(images.height() * images.width() * images.channels());
  }

  private Dataset<Row> ofFiles(ImageFiles files) {
    DataSpec data = source.data();
    requireModelSize(data);
    Path folder = files.folder().toAbsolutePath().normalize();
    List<Row> rows =
        IntStream.range(0, files.files().size())
            .mapToObj(
                i ->
                    RowFactory.create(
                        i,
                        folder.resolve(files.files().get(i)).toString(),
                        files.files().get(i),
                        files.labels().get(i),
                        null))
            .toList();
    StructType schema =
        new StructType()
            .add("row", DataTypes.IntegerType, false)
            .add("path", DataTypes.StringType, false)
            .add("file", DataTypes.StringType, false)
            .add("label", DataTypes.IntegerType, false)
            .add("content", DataTypes.BinaryType, true);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    int[] bounds = bounds(rows.size());
    List<List<Row>> slices =
        IntStream.range(1, bounds.length)
            .<List<Row>>mapToObj(i -> new ArrayList<>(rows.subList(bounds[i - 1], bounds[i])))
            .toList();
    FlatMapFunction<List<Row>, Row> each = List::iterator;
    boolean skip = data.skipUnreadable() != null;
    MapFunction<Row, Row> read =
        row ->
            RowFactory.create(
                row.get(0), row.get(1), row.get(2), row.get(3), content(row.getString(1), skip));
    Dataset<Row> contents =
        session
            .createDataFrame(context.parallelize(slices, slices.size()).flatMap(each), schema)
            .map(read, Encoders.row(schema));
    return EmakiEncoder.of(run.path())
        .setResize(data.resize() != null)
        .setSkipUnreadable(skip)
        .transform(contents)
        .withColumn(
            "latents",
            functions.vector_to_array(org.apache.spark.sql.functions.col("latents"), "float32"))
        .select("row", "file", "label", "latents");
  }

  /** A file's bytes; null: it cannot be read, and is left out. */
  private static byte @Nullable [] content(String file, boolean skip) {
    try {
      return ImageFile.bytes(Path.of(file));
    } catch (InputException e) {
      if (skip) {
        return null;
      }
      throw e;
    }
  }

  /** Files are resized on their way to the model, which takes one size. */
  private void requireModelSize(DataSpec data) {
    var dataset = run.record().dataset();
    String size = "%dx%d".formatted(dataset.height(), dataset.width());
    if (data.resize() != null && !data.resize().equals(size)) {
      throw InputException.setting(
          "resize", data.resize(), "the run's images are " + size, "give " + size);
    }
  }

  private Dataset<Row> ofImages(ImageSet images) {
    SharedImages shared =
        SharedImages.of(source.data(), source.dataDir(), run.record().dataset().channels(), images);
    StoredModel model = StoredModel.of(run);
    model.load().spec().requireFits(images.withChannels(run.record().dataset().channels()));
    Broadcast<StoredModel> sent =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model);
    int[] bounds = bounds(images.size());
    int tasks = bounds.length - 1;
    int batch = batch();
    MapPartitionsFunction<Long, Row> encode =
        rows -> new Slices(rows, shared, sent.value().load(), bounds, batch);
    return session.range(0, tasks, 1, tasks).mapPartitions(encode, Encoders.row(LATENTS));
  }

  /** The latents of one slice of a data set after another, a batch at a time. */
  private static final class Slices implements Iterator<Row> {
    private final Iterator<Long> slices;
    private final SharedImages shared;
    private final Autoencoder model;
    private final int[] bounds;
    private final int batch;
    private int at;
    private int end;
    private Iterator<Row> ready = List.<Row>of().iterator();

    Slices(Iterator<Long> slices, SharedImages shared, Autoencoder model, int[] bounds, int batch) {
      this.slices = slices;
      this.shared = shared;
      this.model = model;
      this.bounds = bounds;
      this.batch = batch;
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext()) {
        if (at == end) {
          if (!slices.hasNext()) {
            return false;
          }
          int slice = Math.toIntExact(slices.next());
          at = bounds[slice];
          end = bounds[slice + 1];
        } else {
          int to = Math.min(end, at + batch);
          ready = encode(at, to);
          at = to;
        }
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }

    private Iterator<Row> encode(int from, int to) {
      ImageSet images = shared.rows(from, to);
      float[] latents;
      synchronized (model) {
        latents = model.encode(images);
      }
      int k = model.spec().latentDim();
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        Float[] values = new Float[k];
        for (int j = 0; j < k; j++) {
          values[j] = latents[i * k + j];
        }
        @Nullable String file = images.files().isEmpty() ? null : images.files().get(i);
        rows.add(RowFactory.create(from + i, file, images.label(i), values));
      }
      return rows.iterator();
    }
  }
}
