package emaki.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import emaki.train.EpochMetrics;
import emaki.train.TrainingListener;
import emaki.trial.Trial;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.HistogramProto;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.Event;
import org.tensorflow.util.SessionLog;

/** TensorFlow's own messages read what is written. */
final class TensorBoardExportTest {
  static {
    // TensorFlow's were generated before protobuf began to warn of parsers that eat memory.
    System.setProperty("com.google.protobuf.use_unsafe_pre22_gencode", "true");
  }

  @TempDir private Path folder;
  private RunFolder run;
  private Path log;

  /** Stopped after its first epoch. */
  @BeforeEach
  void begin() throws IOException {
    run = new RunFolder(folder.resolve("run"));
    log = folder.resolve("log");
    TrialSpec spec = TrialSpec.of("kana:40").withPrior("gaussian").withThreads(1).withEpochs(3);
    Stopping stopping = new Stopping();
    try (EventLog events = EventLog.in(log, false, stopping)) {
      Trial.run(spec, null, run.path(), "", events);
    }
  }

  private static final class Stopping implements TrainingListener {
    private boolean stopped;

    @Override
    public void onEpoch(EpochMetrics metrics, float[] validationLatents) {
      stopped = true;
    }

    @Override
    public boolean cancelled() {
      return stopped;
    }
  }

  @Test
  void unfinishedRunsAreRefusedInEveryForm() {
    Path into = folder.resolve("out");
    for (ThrowingCallable export :
        List.<ThrowingCallable>of(
            () -> HuggingFaceExport.write(run, into),
            () -> ParquetExport.write(run, into),
            () -> TensorBoardExport.write(run, into))) {
      assertThatThrownBy(export)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is not finished: its status is interrupted");
    }
    assertThat(into).doesNotExist();
  }

  @Test
  void eventsGoOnWithTheRun() throws IOException {
    // As if a kill had come after an epoch that the checkpoint does not have, within a record.
    Path first = only(log, "events.out.tfevents.*");
    byte[] whole = Files.readAllBytes(first);
    Files.write(first, Arrays.copyOf(whole, whole.length - 5));
    assertThatThrownBy(() -> EventLog.in(log, false, TrainingListener.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already holds events of another run");
    try (EventLog events = EventLog.in(log, true, TrainingListener.NONE)) {
      RunRecord record = Trial.resume(run.path(), events);
      events.finish(run, record);
    }
    Files.delete(first);
    List<Event> events = read(only(log, "events.out.tfevents.*"));
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
    assertThat(events.get(1).getStep()).isEqualTo(2);
    assertThat(scalars(events).get("total/validation").keySet()).containsExactly(2L, 3L);
    assertThat(values(events, "figures/reconstructions")).hasSize(1);

    Path into = folder.resolve("exported");
    List<Path> files = TensorBoardExport.write(run, into);
    exported(read(files.get(0)));
    projector(into);
    assertThat(TensorBoardExport.write(run, into)).isEqualTo(files);
    assertThatThrownBy(() -> TensorBoardExport.write(run, log))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already holds something else");
  }

  private void exported(List<Event> events) throws IOException {
    Map<String, Map<Long, Float>> scalars = scalars(events);
    for (String column : List.of("train_total", "validation_divergence")) {
      String[] words = column.split("_", -1);
      double[] values = run.metric(column);
      assertThat(scalars.get(words[1] + "/" + words[0]).values())
          .hasSize(3)
          .containsExactly((float) values[0], (float) values[1], (float) values[2]);
    }
    float[] snapshot = run.snapshot(3).latents(3);
    HistogramProto histogram = values(events, "latents/validation").get(2).getHisto();
    assertThat(histogram.getNum()).isEqualTo(snapshot.length);
    double[] counts = histogram.getBucketList().stream().mapToDouble(d -> d).toArray();
    assertThat(DoubleStream.of(counts).sum()).isEqualTo(snapshot.length);
    double below = histogram.getBucketLimit(9);
    int expected = 0;
    for (float z : snapshot) {
      expected += z < below ? 1 : 0;
    }
    assertThat(DoubleStream.of(counts).limit(10).sum()).isEqualTo(expected);
    Summary.Image image = values(events, "figures/reconstructions").get(0).getImage();
    assertThat(image.getEncodedImageString().toByteArray())
        .isEqualTo(Files.readAllBytes(run.figure("reconstructions.png")));
  }

  private void projector(Path into) throws IOException {
    Latents latents = run.latents();
    List<String> lines = Files.readAllLines(into.resolve("latents.tsv"));
    List<String> known = Files.readAllLines(into.resolve("metadata.tsv"));
    assertThat(lines).hasSize(latents.size());
    assertThat(known).hasSize(latents.size() + 1).startsWith("row\tsplit\tlabel\terror");
    ImageSet images = run.images();
    int columns = (int) Math.ceil(Math.sqrt(images.size()));
    BufferedImage sprite = ImageIO.read(into.resolve("sprite.png").toFile());
    assertThat(sprite.getWidth()).isEqualTo(sprite.getHeight()).isEqualTo(28 * columns);
    byte[] pixels = new byte[images.values()];
    for (int row = 0; row < latents.size(); row++) {
      String[] cells = lines.get(row).split("\t", -1);
      assertThat(Float.parseFloat(cells[2])).isEqualTo(latents.values()[3 * row + 2]);
      assertThat(known.get(row + 1)).startsWith(row + "\t");
      images.copyBytes(row, pixels, 0);
      int left = row % columns * 28;
      int top = row / columns * 28;
      assertThat(sprite.getRaster().getSample(left + 13, top + 9, 0))
          .isEqualTo(Byte.toUnsignedInt(pixels[9 * 28 + 13]));
    }
    assertThat(into.resolve("projector_config.pbtxt"))
        .content()
        .contains("tensor_shape: " + latents.size(), "single_image_dim: 28");
  }

  private static Path only(Path folder, String glob) throws IOException {
    try (var files = Files.newDirectoryStream(folder, glob)) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private static List<Summary.Value> values(List<Event> events, String tag) {
    return events.stream()
        .flatMap(event -> event.getSummary().getValueList().stream())
        .filter(value -> value.getTag().equals(tag))
        .toList();
  }

  private static Map<String, Map<Long, Float>> scalars(List<Event> events) {
    Map<String, Map<Long, Float>> scalars = new TreeMap<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.getValueCase() == Summary.Value.ValueCase.SIMPLE_VALUE) {
          scalars
              .computeIfAbsent(value.getTag(), tag -> new TreeMap<>())
              .put(event.getStep(), value.getSimpleValue());
        }
      }
    }
    return scalars;
  }

  private static List<Event> read(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      byte[] length = new byte[Long.BYTES];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] event = new byte[(int) ByteBuffer.wrap(length).order(in.order()).getLong()];
      in.get(event);
      assertThat(in.getInt()).isEqualTo(masked(event));
      events.add(Event.parseFrom(event));
    }
    return events;
  }

  /** CRC32C, bit by bit, masked as TensorFlow's {@code crc32c.h} has it. */
  private static int masked(byte[] bytes) {
    int crc = ~0;
    for (byte b : bytes) {
      crc ^= Byte.toUnsignedInt(b);
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }
}
