package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A file of defaults may hold anything: it is taken up or refused, in words of our own. */
final class DamagedDefaultsTest {
  private static final byte[] SOUND =
      """
      # mine
      sigma = 2
      learning-rate: auto
      hidden = 80,40
      threads=1
      model=mlp
      data-dir = \\u002ftmp
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Random random = new Random(0);
  private final CommandLine line = Main.commandLine();

  @Test
  void isTakenUpOrRefused(@TempDir Path config) throws IOException {
    Path file = Files.createDirectory(config.resolve("emaki")).resolve("emaki.properties");
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      Files.write(file, damaged());
      refused += refuses(config) ? 1 : 0;
    }
    assertThat(refused).isBetween(50, 299);
  }

  private boolean refuses(Path config) {
    try {
      UserDefaults defaults = new UserDefaults(Map.of("XDG_CONFIG_HOME", config.toString()));
      defaults.requireKnown(line.getCommandSpec());
      line.setDefaultValueProvider(defaults);
      line.parseArgs("train", "--data", "kana");
      return false;
    } catch (InputException | CommandLine.ParameterException e) {
      assertThat(e.getMessage()).doesNotContain("Exception").doesNotContain("java.");
      return true;
    }
  }

  /** One to four bytes put in, taken out or replaced. */
  private byte[] damaged() {
    byte[] bytes = SOUND;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      int kind = random.nextInt(3);
      byte[] next = new byte[bytes.length + 1 - kind];
      System.arraycopy(bytes, 0, next, 0, at);
      int rest = kind == 0 ? at : at + 1;
      int to = next.length - (bytes.length - rest);
      System.arraycopy(bytes, rest, next, to, bytes.length - rest);
      if (kind < 2) {
        next[at] = (byte) random.nextInt(256);
      }
      bytes = next;
    }
    return bytes;
  }
}
