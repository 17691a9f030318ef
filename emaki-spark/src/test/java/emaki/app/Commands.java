package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The command line within this process, whose working directory the build gives to the tests. */
final class Commands {
  private Commands() {}

  /** What a command said, and how it ended. */
  record Said(int code, String out, String err) {
    Said succeeded() {
      assertThat(code).as(err).isZero();
      return this;
    }

    Said refused() {
      assertThat(code).as(err).isEqualTo(2);
      assertThat(err.lines().filter(line -> line.startsWith("emaki: "))).as(err).hasSize(1);
      assertThat(err).doesNotContain("\tat ").doesNotContain("Exception");
      return this;
    }
  }

  /** A folder of its own within the working directory, so that paths from there are short. */
  static Path folder() throws IOException {
    return Path.of("")
        .toAbsolutePath()
        .relativize(Files.createTempDirectory(Path.of("").toAbsolutePath(), "t"));
  }

  static Said run(String... words) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
      int code = Main.execute(words, Map.of(), new ChildProcesses());
      return new Said(
          code, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
