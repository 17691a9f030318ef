package emaki.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.Streams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A resumed run begins cold where the first was warm, and must end with the same bits. */
final class WarmUpTest {
  private static final int CALLS = 3000;

  @Test
  @Timeout(120)
  void compiledCodeGivesTheInterpretersBits() throws IOException, InterruptedException {
    Process interpreter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                WarmUpTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String expected = new String(interpreter.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(interpreter.waitFor()).isZero();
    // The vector module's own greeting may come first.
    expected = expected.substring(expected.lastIndexOf('\n') + 1);
    for (int call = 0; call < CALLS; call++) {
      assertThat(bits()).as("call %d", call).isEqualTo(expected);
    }
  }

  /** What the interpreter runs. */
  public static void main(String[] args) {
    System.out.println(bits());
  }

  private static String bits() {
    StringBuilder bits = new StringBuilder();
    for (int k : new int[] {3, 10}) {
      float[] x = normal(100, k, "x");
      float[] y = normal(90, k, "y");
      float[] gradient = new float[x.length];
      for (double h : new double[] {1, 100}) {
        GaussianSums sums = new GaussianSums(h, 1);
        bits.append(sums.logMean(x, y, k, gradient)).append(' ');
        bits.append(Arrays.hashCode(gradient)).append(' ');
        bits.append(sums.logMean(x, k, gradient)).append(' ');
        bits.append(Arrays.hashCode(gradient)).append(' ');
      }
    }
    return bits.toString().strip();
  }

  private static float[] normal(int n, int k, String name) {
    RandomGenerator random = Streams.of(3, name, k);
    float[] values = new float[n * k];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
