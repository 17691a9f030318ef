package emaki.export;

import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorBoard's event file: records (length, its checksum, bytes, their checksum; TensorFlow,
 * {@code record_writer.cc}), each an {@code Event}. Numbers of fields are those of {@code
 * event.proto} and {@code summary.proto}. Scalars, images and histograms are in the form of before
 * TensorFlow 2, which every TensorBoard reads.
 */
final class EventFile implements AutoCloseable {
  private static final String VERSION = "brain.Event:2";
  private static final int MASK = 0xa282ead8;

  /** Of an image: grey, colours, colours with transparency. */
  private static final int RGBA = 4;

  private static final int SESSION_START = 1;
  private static final int BINS = 30;

  private final OutputStream out;

  /** Content of a message. */
  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  /**
   * Begins a file.
   *
   * @param out closed with this
   * @param time in seconds since 1970, as everywhere here
   */
  EventFile(OutputStream out, double time) throws IOException {
    this.out = new BufferedOutputStream(out);
    event(time, 0, event -> event.writeString(3, VERSION));
  }

  /** Says that work begins, or begins again: what other files have from this step on is void. */
  void start(double time, long step) throws IOException {
    event(
        time,
        step,
        event -> event.writeByteArray(7, message(log -> log.writeEnum(1, SESSION_START))));
  }

  /** A number; none where it is not finite. */
  void scalar(double time, long step, String tag, double value) throws IOException {
    if (Double.isFinite(value)) {
      value(time, step, tag, of -> of.writeFloat(2, (float) value));
    }
  }

  /** A picture. */
  void image(double time, long step, String tag, int width, int height, byte[] png)
      throws IOException {
    byte[] image =
        message(
            of -> {
              of.writeInt32(1, height);
              of.writeInt32(2, width);
              of.writeInt32(3, RGBA);
              of.writeByteArray(4, png);
            });
    value(time, step, tag, of -> of.writeByteArray(4, image));
  }

  /** How values are spread, in bins of equal width. */
  void histogram(double time, long step, String tag, float[] values) throws IOException {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
      squares += (double) value * value;
    }
    if (!Double.isFinite(squares) || values.length == 0) {
      return;
    }
    double[] numbers = {least, most, values.length, sum, squares};
    double width = (most - least) / BINS;
    double[] counts = new double[width > 0 ? BINS : 1];
    double[] limits = new double[counts.length];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = i == limits.length - 1 ? most : least + (i + 1) * width;
    }
    for (float value : values) {
      counts[width > 0 ? (int) Math.min(BINS - 1, (value - least) / width) : 0]++;
    }
    byte[] histogram =
        message(
            of -> {
              for (int i = 0; i < numbers.length; i++) {
                of.writeDouble(i + 1, numbers[i]);
              }
              of.writeByteArray(6, packed(limits));
              of.writeByteArray(7, packed(counts));
            });
    value(time, step, tag, of -> of.writeByteArray(5, histogram));
  }

  private static byte[] packed(double[] values) {
    byte[] bytes = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes;
  }

  private void value(double time, long step, String tag, Fields content) throws IOException {
    byte[] value =
        message(
            of -> {
              of.writeString(1, tag);
              content.writeTo(of);
            });
    byte[] summary = message(of -> of.writeByteArray(1, value));
    event(time, step, of -> of.writeByteArray(5, summary));
  }

  private void event(double time, long step, Fields content) throws IOException {
    byte[] event =
        message(
            of -> {
              of.writeDouble(1, time);
              of.writeInt64(2, step);
              content.writeTo(of);
            });
    byte[] length = little(Long.BYTES).putLong(event.length).array();
    out.write(length);
    out.write(checksum(length));
    out.write(event);
    out.write(checksum(event));
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
    fields.writeTo(coded);
    coded.flush();
    return bytes.toByteArray();
  }

  /** Turned and shifted, since a checksum of what holds checksums says little. */
  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return little(Integer.BYTES)
        .putInt(Integer.rotateRight((int) crc.getValue(), 15) + MASK)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Hands over what was written so far. */
  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
