package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import emaki.prior.Priors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever befalls a file, its reader gives images or an {@link InputException}, and soon. */
final class ReaderMutationTest {
  private static final int MUTATIONS = 1200;

  @TempDir private Path folder;

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    for (Map.Entry<String, byte[]> sample : samples().entrySet()) {
      int[] outcomes = new int[2];
      assertTimeoutPreemptively(
          Duration.ofSeconds(60), () -> mutate(sample.getKey(), sample.getValue(), outcomes));
      assertThat(outcomes[1]).as("refusals of " + sample.getKey()).isPositive();
    }
  }

  private void mutate(String name, byte[] good, int[] outcomes) throws IOException {
    Random random = new Random(name.hashCode());
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    read(file, Files.write(file, good).toString());
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bad = mutated(good, random);
      Files.write(file, bad);
      try {
        read(file, name);
        outcomes[0]++;
      } catch (InputException e) {
        assertThat(e.getMessage()).contains(": ").contains("(");
        outcomes[1]++;
      } catch (Throwable e) {
        fail("mutation %d of %s: %s".formatted(i, name, Arrays.toString(bad)), e);
      }
    }
  }

  private static void read(Path file, String name) throws IOException {
    if (name.endsWith(".safetensors")) {
      Safetensors.read(file);
    } else if (name.endsWith(".csv")) {
      Priors.parse("points:" + file, 3);
    } else if (name.contains("folder")) {
      Datasets.load(file.getParent().toString(), DatasetOptions.DEFAULT);
    } else {
      Datasets.load(file.toString(), DatasetOptions.DEFAULT);
    }
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && bad.length > 0; n--) {
      int at = random.nextInt(random.nextBoolean() ? bad.length : Math.min(bad.length, 100));
      switch (random.nextInt(6)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) random.nextInt(256);
        case 2 -> bad = Arrays.copyOf(bad, at);
        case 3 -> bad = Arrays.copyOf(bad, bad.length + 1 + random.nextInt(50));
        case 4 -> {
          byte fill = (byte) (random.nextBoolean() ? 0xff : 0x7f);
          Arrays.fill(bad, at, Math.min(bad.length, at + 1 + random.nextInt(8)), fill);
        }
        default -> {
          int from = random.nextInt(bad.length);
          int count = Math.min(random.nextInt(20), bad.length - Math.max(from, at));
          System.arraycopy(bad, from, bad, at, Math.max(0, count));
        }
      }
    }
    return bad;
  }

  private Map<String, byte[]> samples() throws IOException {
    Map<String, byte[]> samples = new LinkedHashMap<>();
    byte[] idx = Samples.idx(Samples.random(4 * 30), 4, 5, 6);
    samples.put("a.idx", idx);
    samples.put("a.idx.gz", Samples.gzip(idx));
    Path npz = folder.resolve("sample.npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("images", NpyArray.of(new float[4 * 30], 4, 5, 6));
    arrays.put("labels", NpyArray.of(new int[] {0, 1, 2, 0}, 4));
    Npz.write(npz, arrays);
    samples.put("a.npz", Files.readAllBytes(npz));
    samples.put(
        "a.npy",
        Samples.npy(
            "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 5, 6), }\n",
            Samples.random(120)));
    for (String kind : new String[] {"png", "jpg", "bmp", "gif", "tif"}) {
      Path image = folder.resolve("sample." + kind);
      Samples.image(image, 9, 7, false);
      samples.put("folder-" + kind + "/a." + kind, Files.readAllBytes(image));
    }
    samples.put("folder-webp/a.webp", Samples.webp());
    Path tensors = folder.resolve("sample.safetensors");
    new Safetensors(
            Map.of("format", "test"),
            Map.of("a", new Safetensors.Tensor(new long[] {2, 3}, new float[6])))
        .write(tensors);
    samples.put("a.safetensors", Files.readAllBytes(tensors));
    samples.put(
        "a.csv",
        "x,y,z\n1,2,3\n4.5,-6,7e3\n0,0,0\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return samples;
  }
}
