package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that could not be written is no success; one that nobody wants to read on is. */
final class StandardOutputTest {
  @TempDir private Path folder;

  @Test
  void whatCannotBeWrittenIsTold() {
    assertThat(code("No space left on device", 0)).isEqualTo(2);
    assertThat(code("Input/output error", 0)).isEqualTo(2);
    assertThat(code("Input/output error", 130)).isEqualTo(130);
    assertThat(code("Broken pipe", 0)).isZero();
    assertThat(new StandardOutput(OutputStream.nullOutputStream()).code(0)).isZero();
  }

  private static int code(String failure, int ended) {
    StandardOutput out =
        new StandardOutput(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException(failure);
              }
            });
    new PrintStream(out, true, StandardCharsets.UTF_8).println("result");
    return out.code(ended);
  }

  @Test
  void aFullDisk() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                "emaki.app.Main",
                "data",
                "list",
                "--json")
            .redirectOutput(full.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(err))
        .contains("emaki: standard output: cannot be written: no space left on device");
  }
}
