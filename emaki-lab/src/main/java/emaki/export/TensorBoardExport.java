package emaki.export;

import emaki.data.AtomicFile;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.Snapshot;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A finished run for TensorBoard: {@code events.out.tfevents.*} with its metrics as scalars, its
 * snapshots as histograms and its figures as images; and for the embedding projector {@code
 * latents.tsv}, {@code metadata.tsv}, {@code sprite.png} and {@code projector_config.pbtxt}.
 */
public final class TensorBoardExport {
  /** As many as the projector reads ({@code LIMIT_NUM_POINTS} in its data-provider-server.ts). */
  static final int MOST_POINTS = 100_000;

  /** Where a PNG has its width, and behind it its height. */
  private static final int PNG_WIDTH = 16;

  private static final int PNG_HEIGHT = 20;

  private final RunFolder run;
  private final RunRecord record;
  private final Path into;
  private final List<Path> written = new ArrayList<>();

  private TensorBoardExport(RunFolder run, Path into) {
    this.run = run;
    this.record = run.record();
    this.into = into;
  }

  /**
   * Writes what a run has; a classifier's has nothing for the projector. Of more than 100,000
   * points the projector is given as many, evenly from all over the data.
   *
   * @param into a folder, made where it is not there; one that this wrote of the same run is
   *     written anew
   * @return the files
   * @throws InputException where the run is not finished, a file of it is damaged or its images are
   *     gone, or the folder holds something else
   * @throws IOException where a file cannot be written
   */
  public static List<Path> write(RunFolder run, Path into) throws IOException {
    run.requireWhole();
    TensorBoardExport export = new TensorBoardExport(run, into);
    Path events = into.resolve("events.out.tfevents.%.0f.emaki".formatted(export.begun()));
    requireOwn(into, events);
    // Before anything is written: they may be gone.
    Optional<ImageSet> images =
        export.record.spec() instanceof TrialSpec ? Optional.of(run.images()) : Optional.empty();
    Files.createDirectories(into);
    // First: by it the folder is known for this run's.
    AtomicFile.write(
        export.added(events), out -> export.events(new EventFile(out, export.begun())));
    if (images.isPresent()) {
      export.projector(images.get());
    }
    return export.written;
  }

  private static void requireOwn(Path folder, Path events) throws IOException {
    if (Files.isDirectory(folder) && !Files.exists(events)) {
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new InputException(
              folder.toString(), "already holds something else", "name another folder");
        }
      }
    }
  }

  private Path added(Path file) {
    written.add(file);
    return file;
  }

  /** When, in seconds since 1970. */
  private double begun() {
    return Instant.parse(record.created()).getEpochSecond();
  }

  private void events(EventFile to) throws IOException {
    Map<String, double[]> metrics = run.metrics();
    double[] epochs = metrics.getOrDefault("epoch", new double[0]);
    double[] seconds = metrics.getOrDefault("seconds", new double[epochs.length]);
    double time = begun();
    for (int row = 0; row < epochs.length; row++) {
      time += seconds[row];
      for (Map.Entry<String, double[]> column : metrics.entrySet()) {
        if (!column.getKey().equals("epoch")) {
          to.scalar(time, (long) epochs[row], tag(column.getKey()), column.getValue()[row]);
        }
      }
    }
    if (record.spec() instanceof TrialSpec spec) {
      for (Snapshot snapshot : run.snapshots()) {
        to.histogram(
            begun(),
            snapshot.epoch(),
            EventLog.LATENTS,
            snapshot.latents(spec.network().latentDim()));
      }
    }
    figures(run, to, time, epochs.length);
    to.flush();
  }

  /** {@code train_total} and {@code validation_total} are to lie in one diagram. */
  private static String tag(String column) {
    return column.replaceFirst("^(train|validation)_(.*)$", "$2/$1");
  }

  /**
   * The pictures of {@code figures/}; those of clusters are in folders of their own, by the dozen.
   */
  static void figures(RunFolder run, EventFile to, double time, long step) throws IOException {
    Path folder = run.path().resolve("figures");
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> pictures;
    try (var entries = Files.list(folder)) {
      pictures = entries.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
    for (Path picture : pictures) {
      byte[] png = Files.readAllBytes(picture);
      if (png.length >= PNG_HEIGHT + Integer.BYTES) {
        ByteBuffer header = ByteBuffer.wrap(png);
        String name = picture.getFileName().toString().replaceFirst("\\.png$", "");
        int width = header.getInt(PNG_WIDTH);
        to.image(time, step, "figures/" + name, width, header.getInt(PNG_HEIGHT), png);
      }
    }
  }

  private void projector(ImageSet images) throws IOException {
    Latents latents = run.latents();
    int n = Math.min(latents.size(), MOST_POINTS);
    int[] rows = IntStream.range(0, n).map(i -> (int) ((long) i * latents.size() / n)).toArray();
    AtomicFile.write(
        added(into.resolve("latents.tsv")),
        out -> {
          for (int row : rows) {
            out.write(line(latents, row).getBytes(StandardCharsets.US_ASCII));
          }
        });
    TabTable known = new TabTable();
    Columns.put(run, latents, known);
    known.write(added(into.resolve("metadata.tsv")), rows);
    Sprite sprite = new Sprite(images, rows);
    sprite.write(added(into.resolve("sprite.png")));
    String config =
        """
        embeddings {
          tensor_name: "latents"
          tensor_shape: %d
          tensor_shape: %d
          tensor_path: "latents.tsv"
          metadata_path: "metadata.tsv"
          sprite {
            image_path: "sprite.png"
            single_image_dim: %d
            single_image_dim: %d
          }
        }
        """
            .formatted(n, latents.dimension(), sprite.side(), sprite.side());
    // Last: it names the others.
    AtomicFile.write(
        added(into.resolve("projector_config.pbtxt")),
        out -> out.write(config.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String line(Latents latents, int row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < latents.dimension(); i++) {
      line.append(i == 0 ? "" : "\t").append(latents.values()[row * latents.dimension() + i]);
    }
    return line.append('\n').toString();
  }
}
