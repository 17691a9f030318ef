package emaki.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Named float32 tensors and text metadata in the safetensors format: eight bytes of header length,
 * a JSON header, the values, little-endian.
 *
 * <p>The engine's own reader keeps no metadata and trusts the lengths that a file claims; this one
 * does neither.
 *
 * @param metadata free text by name
 * @param tensors by name; written in this order
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_HEADER = 100 << 20;

  /**
   * A tensor on the heap.
   *
   * @param shape its extents
   * @param values row-major, as many as the product of the extents
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Tensor(long[] shape, float[] values) {}

  /**
   * Writes the file whole or not at all; equal content gives equal bytes.
   *
   * @throws InputException where something is there that is no ordinary file
   * @throws IOException where writing fails
   */
  public void write(Path file) throws IOException {
    byte[] header = header();
    AtomicFile.write(
        file,
        out -> {
          out.write(littleEndian(8).putLong(header.length).array());
          out.write(header);
          for (Tensor tensor : tensors.values()) {
            writeValues(out, tensor.values());
          }
        });
  }

  /**
   * Reads a file.
   *
   * @throws InputException where it is missing, cut short or not safetensors of float32
   * @throws IOException where reading fails
   */
  public static Safetensors read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long length = size < 8 ? -1 : readFully(channel, 8).getLong();
      if (length < 2 || length > Math.min(MAX_HEADER, size - 8)) {
        throw damaged(
            file, "its header claims %d bytes, the file has %d".formatted(length, size), null);
      }
      byte[] header = readFully(channel, (int) length).array();
      JsonNode root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
      return parse(file, root, channel, 8 + length, size - 8 - length);
    } catch (NoSuchFileException e) {
      throw new InputException(
          file.toString(), "no such file", "name a safetensors file, as in RUN/model.safetensors");
    } catch (JsonProcessingException e) {
      throw damaged(file, "its header is not JSON", e);
    } catch (EOFException e) {
      throw damaged(file, "the file ends early", e);
    }
  }

  private static Safetensors parse(
      Path file, JsonNode root, FileChannel channel, long start, long available)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    TreeMap<Long, Long> taken = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      JsonNode node = entry.getValue();
      if (entry.getKey().equals("__metadata__")) {
        node.properties().forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
        continue;
      }
      long from = node.path("data_offsets").path(0).asLong(-1);
      long to = node.path("data_offsets").path(1).asLong(-1);
      long[] shape = new long[node.path("shape").size()];
      Arrays.setAll(shape, i -> node.path("shape").path(i).asLong(-1));
      long values = product(shape);
      if (!node.path("dtype").asText().equals("F32")
          || from < 0
          || to > available
          || values < 0
          || to - from != 4 * values) {
        throw damaged(
            file,
            "tensor %s is not float32 within the file: %s".formatted(entry.getKey(), node),
            null);
      }
      requireFree(file, entry.getKey(), taken, from, to);
      channel.position(start + from);
      float[] data = new float[(int) values];
      readFully(channel, (int) (to - from)).asFloatBuffer().get(data);
      tensors.put(entry.getKey(), new Tensor(shape, data));
    }
    return new Safetensors(metadata, tensors);
  }

  /** No two tensors share bytes, so that they are no more than the file holds either. */
  private static void requireFree(
      Path file, String name, TreeMap<Long, Long> taken, long from, long to) {
    Map.Entry<Long, Long> before = from == to ? null : taken.lowerEntry(to);
    if (before != null && before.getValue() > from) {
      throw damaged(file, "tensor %s overlaps another".formatted(name), null);
    }
    if (from < to) {
      taken.put(from, to);
    }
  }

  /** The number of values, or -1 where an extent is negative or the values do not fit an array. */
  private static long product(long[] shape) {
    long values = 1;
    for (long extent : shape) {
      if (extent < 0 || extent > Integer.MAX_VALUE) {
        return -1;
      }
      values *= extent;
      if (values > Integer.MAX_VALUE / 4) {
        return -1;
      }
    }
    return values;
  }

  private byte[] header() throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode meta = root.putObject("__metadata__");
    new TreeMap<>(metadata).forEach(meta::put);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", "F32");
      Arrays.stream(entry.getValue().shape()).forEach(node.putArray("shape")::add);
      long end = offset + 4L * entry.getValue().values().length;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(root);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void writeValues(OutputStream out, float[] values) throws IOException {
    int chunk = 1 << 16;
    byte[] array = new byte[4 * chunk];
    FloatBuffer floats = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int from = 0; from < values.length; from += chunk) {
      int count = Math.min(chunk, values.length - from);
      floats.clear().put(values, from, count);
      out.write(array, 0, 4 * count);
    }
  }

  private static ByteBuffer readFully(FileChannel channel, int count) throws IOException {
    ByteBuffer bytes = littleEndian(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file ends early");
      }
    }
    return bytes.flip();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static InputException damaged(Path file, String why, @Nullable Exception cause) {
    return new InputException(file.toString(), why, "restore it from a copy or train again", cause);
  }
}
