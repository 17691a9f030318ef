package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user gets wrong: one line that names it, exit code 2, nothing harmed. */
final class RefusalTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian | trian",
        "export nowhere --explorer page.html | nowhere: no such folder",
        "export nowhere | --explorer",
        "export nowhere --explorer page.html --points 0 | --points 0",
        "export nowhere --onnx networks --points 5 | --points 5: is of the page that --explorer writes",
        "export nowhere --huggingface model | nowhere: no such folder",
        "train | --data",
        "train --data nowhere | nowhere",
        "train --data kana:5 | kana:5",
        "train --data kana:100 --prior swisroll | swisroll",
        "train --data kana:100 --prior swiss-roll --latent-dim 5 | --latent-dim 3",
        "train --data kana:100 --prior gaussian-mixture:parts=3 | parts",
        "train --data kana:100 --prior points:nowhere.csv | nowhere.csv: no such file",
        "train --data kana:100 --prior points:nowhere.npz | name a CSV, npy or npz of points",
        "train --data kana:100 --prior points:. | no ordinary file",
        "train --data kana:100 --sigma 0 | --sigma 0",
        "train --data kana:100 --sigma 1e-300 | 1.0E-300",
        "train --data kana:100 --sigma x | x",
        "train --data kana:100 --lambda -1 | --lambda -1",
        "train --data kana:100 --sigma 2 | --sigma 2: has no effect without a prior (leave it out)",
        "train --data kana:100 --prior none --lambda 1 | --lambda 1: has no effect without a prior",
        "train --data kana:100 --divergence mmd | --divergence mmd: has no effect without a prior",
        "train --data kana:100 --prior ring --divergence energy --sigma auto | --divergence energy",
        "train --data kana:100 --objective views --lambda auto | its prior is the sphere",
        "train --data kana:100 --objective views --hidden 9 | --hidden 9: has no effect with --model",
        "train --data kana:100 --model conv --hidden 9,8 | --hidden 9,8: has no effect with --model",
        "train --data kana:100 --epochs 0 | got 0",
        "train --data kana:100 --threads 0 | --threads 0: expected 1 to 1024",
        "train --data kana:100 --hidden 800,-4 | -4",
        "train --data kana:100 --hidden 100000,100000 | memory",
        "train --data kana:100 --validation-fraction 0.7 | 0.7",
        "train --data kana:100 --out file/below | file",
        "train --data . | .",
        "train --data file | file",
        "train --data kana:100 --tensorboard file | file: cannot be made: a file is where a folder",
        "train --resume nowhere | nowhere",
        "train --resume file | file",
        "train --resume . --epochs 3 | --epochs",
        "cluster nowhere | nowhere",
        "walk . | run.json",
        "report nowhere | nowhere",
        "encode nowhere --data kana:100 --out x.npz | nowhere",
        "runs show nowhere | nowhere",
        "data check nowhere | nowhere",
        "data check file | file",
        "data fetch nowhere | nowhere",
        "data export kana:12 --out file | file: is no npz",
        "data export kana:12 --out . | .: is a folder",
        "data export kana:12 --out file/below.npz | file/below.npz: a file is where a folder",
        "data export kana:100 --resize 9999x9999 --out x.npz | memory",
        "encode nowhere --data kana:100 --out file | file: is no npz",
        "decode nowhere --latents x.npz --out file | file: is no npz",
        "bench --threads 0 | --threads 0",
        "bench --threads 5000 | --threads 5000",
        "bench --turns 0 | --turns 0: expected 1 to 10000",
      })
  void isOneLineAndExitCodeTwo(String arguments, String named) throws Exception {
    Files.writeString(folder.resolve("file"), "not images");
    Cli.Result result = new Cli(folder).run(arguments.split(" ", -1)).refused();
    assertThat(result.err().lines().filter(l -> l.startsWith("emaki: ")))
        .first()
        .asString()
        .contains(named)
        .doesNotContain(".part");
    assertThat(folder.resolve("file")).hasContent("not images");
  }

  /** Before any command there are the user's defaults. */
  @ParameterizedTest
  @ValueSource(strings = {"sigma=\\u00zz", "# gr\u00fcn"})
  void damagedDefaultsAreNamed(String text) throws Exception {
    Files.write(folder.resolve("emaki.properties"), text.getBytes(StandardCharsets.ISO_8859_1));
    for (String command : new String[] {"--version", "data list"}) {
      assertThat(new Cli(folder).run(command.split(" ", -1)).refused().err())
          .contains("emaki.properties: cannot be read")
          .doesNotContain("Input length");
    }
  }

  @Test
  void defaultsThatNoOptionHasAreNamed() throws Exception {
    Path file = folder.resolve("emaki.properties");
    Files.writeString(file, "sigma=2\nsigmma=3\n");
    assertThat(new Cli(folder).run("data", "list").refused().err())
        .contains("emaki.properties: no option is called sigmma");
    // A mark of byte order would else be part of the first key.
    Files.writeString(file, "\ufefflatent-dim=0\n");
    assertThat(new Cli(folder).run("train", "--data", "kana:12", "--out", "x").refused().err())
        .contains("emaki.properties: --latent-dim 0: ")
        .contains("latent dimension")
        .contains("got 0");
    assertThat(
            new Cli(folder)
                .run("train", "--data", "kana:12", "--out", "x", "--latent-dim", "-1")
                .refused()
                .err())
        .doesNotContain("emaki.properties");
    Files.writeString(file, "epochs=many\n");
    assertThat(new Cli(folder).run("train", "--data", "kana:12", "--out", "x").refused().err())
        .contains("emaki.properties: Invalid value for option '--epochs'");
  }

  /** Whatever files are called, arguments mean them. */
  @Test
  void namesThatLookLikeSomethingElse() throws Exception {
    Cli cli = new Cli(folder);
    Files.writeString(folder.resolve("@list"), "kana:12");
    assertThat(cli.run("data", "check", "@list").refused().err())
        .contains("@list: is neither npz, npy nor IDX");
    Files.createDirectories(folder.resolve("-x"));
    assertThat(cli.run("cluster", "-x").refused().err()).contains("the file or folder -x is ./-x");
    Files.createDirectories(folder.resolve("kana:12"));
    assertThat(cli.run("data", "check", "kana:12").succeeded().err())
        .contains(
            "kana:12: the known data set of that name, not the folder here, which is ./kana:12");
    assertThat(cli.run("data", "check", "./kana:12").refused().err()).contains("holds no");
  }

  @Test
  void lineBreaksInNamesBreakNoLine() throws Exception {
    Cli cli = new Cli(folder);
    cli.run("data", "export", "kana:12", "--out", "a\nb.npz").succeeded();
    Cli.Result checked = cli.run("data", "check", "a\nb.npz").succeeded();
    assertThat(checked.out()).contains("name         a\\nb.npz\n");
    assertThat(checked.err()).contains("next: emaki train --data $'a\\nb.npz'\n");
  }

  @Test
  void helpIsThereForEveryCommand() throws Exception {
    Cli cli = new Cli(folder);
    String help = cli.run("--help").succeeded().out();
    for (String command :
        "demo data train sweep cluster walk encode decode report runs bench doctor"
            .split(" ", -1)) {
      assertThat(help).contains("  " + command);
      assertThat(cli.run(command, "--help").succeeded().out())
          .startsWith("Usage: emaki " + command)
          .hasSizeGreaterThan(200);
    }
    assertThat(cli.run("--version").succeeded().out()).startsWith("emaki ");
  }
}
