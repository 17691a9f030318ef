package emaki.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Nothing but this package names the files of a run: what a file is called is known in one place.
 */
final class OneReaderTest {
  private static final Pattern NAMES =
      Pattern.compile(
          "\"(run\\.json|cluster\\.json|classification\\.json|metrics\\.csv|latents\\.npz"
              + "|clusters\\.csv|predictions\\.npz)\"");

  @Test
  void filesOfARunAreNamedHereAlone() throws IOException {
    for (String module : List.of("emaki-lab", "emaki-app")) {
      Path sources = Path.of("..", module, "src/main/java");
      try (var files = Files.walk(sources)) {
        assertThat(files.filter(file -> file.toString().endsWith(".java")))
            .isNotEmpty()
            .filteredOn(file -> !file.startsWith(sources.resolve("emaki/run")))
            .allSatisfy(
                file -> assertThat(NAMES.matcher(Files.readString(file)).results()).isEmpty());
      }
    }
  }
}
