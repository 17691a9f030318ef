package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Safetensors written = sample();
    Path file = folder.resolve("t.safetensors");
    written.write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.metadata()).isEqualTo(written.metadata());
    assertThat(read.tensors().keySet()).containsExactly("a.weight", "b");
    assertThat(read.tensors().get("a.weight").values()).containsExactly(1f, 2f, 3f, 4f, 5f, 6f);
    assertThat(read.tensors().get("a.weight").shape()).containsExactly(2, 3);
    assertThat(read.tensors().get("b").values()).hasSize(100_000).contains(99_999f);
  }

  /** The file's layout byte by byte, as its specification has it. */
  @Test
  void layoutIsLengthHeaderValues() throws IOException {
    Path file = folder.resolve("t.safetensors");
    new Safetensors(Map.of(), Map.of("x", new Safetensors.Tensor(new long[] {1}, new float[] {1f})))
        .write(file);
    byte[] bytes = Files.readAllBytes(file);
    int header = bytes[0];
    assertThat(header % 8).isZero();
    assertThat(new String(bytes, 8, header, java.nio.charset.StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
    assertThat(Arrays.copyOfRange(bytes, 8 + header, bytes.length))
        .containsExactly(0, 0, 0x80, 0x3f);
  }

  @Test
  void tensorsDoNotOverlap() throws IOException {
    Path file = folder.resolve("t.safetensors");
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%s]}}";
    for (String offsets : new String[] {"4,8", "0,4", "7,11", "8,12"}) {
      byte[] text = header.formatted(offsets).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      byte[] bytes = new byte[8 + text.length + 16];
      bytes[0] = (byte) text.length;
      System.arraycopy(text, 0, bytes, 8, text.length);
      Files.write(file, bytes);
      if (offsets.equals("8,12")) {
        assertThat(Safetensors.read(file).tensors()).hasSize(2);
      } else {
        assertThatThrownBy(() -> Safetensors.read(file))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("tensor b overlaps another");
      }
    }
  }

  /** Whatever is done to a file, reading it gives tensors or a clear error. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damageIsNeverACrash(long seed) throws IOException {
    Path file = folder.resolve("t.safetensors");
    sample().write(file);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged =
          random.nextBoolean() ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(Math.min(damaged.length, 300))] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        Safetensors.read(file);
      } catch (InputException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(200);
  }

  /** Many tensors that all claim the same bytes must not multiply the memory. */
  @Test
  void overlappingTensorsAreRefused() throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 3; i++) {
      json.append(i == 0 ? "" : ",").append("\"t").append(i);
      json.append("\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}");
    }
    byte[] header = json.append("}").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var bytes =
        java.nio.ByteBuffer.allocate(8 + header.length + 16)
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    Path file = folder.resolve("bomb.safetensors");
    Files.write(file, bytes.array());
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t1");
  }

  private static Safetensors sample() {
    float[] many = new float[100_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "a.weight", new Safetensors.Tensor(new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
    tensors.put("b", new Safetensors.Tensor(new long[] {100_000}, many));
    return new Safetensors(Map.of("format", "test", "best", "0.25"), tensors);
  }
}
