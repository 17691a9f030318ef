package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code --spark} where nothing on the path offers it; what is offered is tested with it. */
final class SparkOptionTest {
  @Test
  void withoutEmakiSparkOneLineSaysWhatIsMissing() throws Exception {
    Path folder = Cli.here();
    Files.writeString(folder.resolve("s.yaml"), "base: {data: \"kana:100\"}\n");
    assertThat(
            new Cli(folder).run("sweep", "s.yaml", "--spark", "local[2]", "--out", "s").refused())
        .extracting(Cli.Result::err)
        .asString()
        .contains("--spark local[2]: needs emaki-spark on the path");
    assertThat(folder.resolve("s")).doesNotExist();
  }
}
