package emaki.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
  @TempDir private Path folder;

  @Test
  void askingDoesNotLetGo() throws Exception {
    RunFolder run = RunFolder.create(folder.resolve("run"));
    try (RunLock lock = RunLock.of(run)) {
      assertThat(RunLock.isHeld(run)).isTrue();
      assertThatThrownBy(() -> RunLock.of(run))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("another emaki");
      assertThat(heldAccordingToAnotherProcess(run)).isTrue();
    }
    assertThat(RunLock.isHeld(run)).isFalse();
    assertThat(heldAccordingToAnotherProcess(run)).isFalse();
    RunLock.of(run).close();
  }

  private static boolean heldAccordingToAnotherProcess(RunFolder run) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Asker.class.getName(),
                run.path().toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Boolean.parseBoolean(said.strip());
  }

  /** Another process's view. */
  static final class Asker {
    public static void main(String[] arguments) {
      System.out.println(RunLock.isHeld(new RunFolder(Path.of(arguments[0]))));
    }
  }
}
