package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.NpyArray;
import emaki.data.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parts of a run must be those of this run. */
final class MixedRunTest {
  private Path folder;

  @BeforeEach
  void work() throws Exception {
    folder = Cli.here();
  }

  private Cli.Result run(String arguments) throws Exception {
    return new Cli(folder).run(arguments.split(" ", -1));
  }

  /** A run of an emaki that kept no checksums. */
  private Path oldRun(String name) throws Exception {
    Path stored = Path.of(MixedRunTest.class.getResource("/runs/format-1/" + name).toURI());
    Path copy = folder.resolve(name);
    try (var files = Files.walk(stored)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(stored.relativize(file).toString()));
      }
    }
    return copy;
  }

  @Test
  void aRecordWithImpossibleValues() throws Exception {
    Path record = oldRun("roll").resolve("run.json");
    String sound = Files.readString(record);
    for (List<String> change :
        List.of(
            List.of("\"height\" : 8", "\"height\" : 0", "its images are 0x8x1"),
            List.of("\"height\" : 8", "\"height\" : -8", "its images are -8x8x1"),
            List.of("\"training\" : 300", "\"training\" : 351", "350 images, 351 of them"),
            List.of("\"classes\" : 10", "\"classes\" : 11", "10 names for 11 classes"),
            List.of("\"train\" : 270", "\"train\" : 27", "is not one of 350 images"),
            List.of("\"epochs\" : 24", "\"epochs\" : -3", "it has -3 epochs"),
            List.of("\"best_epoch\" : 14", "\"best_epoch\" : 25", "the best of them 25"),
            List.of("\"epochs\" : 40", "\"epochs\" : -1", "--epochs -1: Expected epochs from 1"),
            List.of("\"hidden\" : [", "\"hiden\" : [", "is damaged: a value is missing"),
            List.of("\"latent_dim\" : 3", "\"latent_dim\" : -1", "got -1 (restore it"),
            List.of("\"status\" : \"finished\"", "\"status\" : 1", "is damaged"))) {
      String damaged = sound.replace(change.get(0), change.get(1));
      assertThat(damaged).as(change.get(0)).isNotEqualTo(sound);
      Files.writeString(record, damaged);
      assertThat(run("runs show roll").refused().err()).contains("run.json", change.get(2));
    }
  }

  @Test
  void latentsThatAreNotTheRuns() throws Exception {
    Path file = oldRun("roll").resolve("latents.npz");
    Map<String, NpyArray> sound = Npz.read(file);
    int n = 350;
    write(file, sound, "latents", NpyArray.of(new float[n * 2], n, 2));
    assertThat(run("cluster roll --k 2").refused().err())
        .contains("latents.npz: holds latents [350, 2], the run's are [350, 3]");
    int[] labels = new int[n];
    labels[7] = 10;
    write(file, sound, "labels", NpyArray.of(labels, n));
    assertThat(run("cluster roll --k 2").refused().err())
        .contains("row 7 has the label 10, of 10 classes");
    Map<String, NpyArray> fewer = new LinkedHashMap<>();
    fewer.put("latents", NpyArray.of(new float[9], 3, 3));
    fewer.put("labels", NpyArray.of(new int[3], 3));
    fewer.put("split", NpyArray.of(new byte[3], 3));
    Npz.write(file, fewer);
    assertThat(run("report roll").refused().err()).contains("holds latents [3, 3]");
  }

  @Test
  void textsThatAreNone() throws Exception {
    Path run = oldRun("roll");
    Path files = run.resolve("files.txt");
    Files.writeString(files, "a.png\nb.png\n");
    assertThat(run("cluster roll --k 2").refused().err())
        .contains("files.txt: names 2 files, the run has 350 images (restore it");
    Files.write(files, new byte[] {'a', -1, '\n'});
    assertThat(run("cluster roll --k 2").refused().err())
        .contains("files.txt: cannot be read: it is no UTF-8 text");
    Files.write(run.resolve("metrics.csv"), new byte[] {'a', -1, '\n'});
    assertThat(run("report roll").refused().err())
        .contains("metrics.csv: is damaged: it is no UTF-8 text");
  }

  @Test
  void anExchangedFileIsNoticed() throws Exception {
    String train = "train --data kana:60 --resize 8x8 --latent-dim 2 --hidden 8 --epochs 1 ";
    run(train + "--seed 1 --out one").succeeded();
    run(train + "--seed 2 --out two").succeeded();
    run("cluster one --k 2").succeeded();
    run("cluster one --k 3").succeeded();
    run("decode one --latents one/latents.npz --out images.npz").succeeded();
    replace("two/model.safetensors", "one/model.safetensors");
    assertThat(run("decode one --latents one/latents.npz --out images.npz").refused().err())
        .contains("one/model.safetensors: is not the one that the run made");
    replace("two/latents.npz", "one/latents.npz");
    assertThat(run("cluster one --k 2").refused().err())
        .contains("one/latents.npz: is not the one that the run made");
  }

  /** A run whose process was killed says so wherever it is asked. */
  @Test
  void aKilledRunIsInterruptedEverywhere() throws Exception {
    Path old = oldRun("roll");
    Path record = old.resolve("run.json");
    Files.writeString(
        record,
        Files.readString(record).replace("\"status\" : \"finished\"", "\"status\" : \"running\""));
    Files.delete(old.resolve("latents.npz"));
    Files.delete(old.resolve("model.safetensors"));
    assertThat(run("runs list . --json").json().at("/runs/0/status").asText())
        .isEqualTo("interrupted");
    assertThat(run("runs show roll --json").json().path("status").asText())
        .isEqualTo("interrupted");
    for (String command : new String[] {"cluster roll --k 2", "walk roll", "report roll"}) {
      assertThat(run(command).refused().err()).contains("its status is interrupted");
    }
  }

  private void replace(String from, String to) throws Exception {
    Files.write(folder.resolve(to), Files.readAllBytes(folder.resolve(from)));
  }

  private static void write(Path file, Map<String, NpyArray> arrays, String name, NpyArray other)
      throws Exception {
    Map<String, NpyArray> changed = new LinkedHashMap<>(arrays);
    changed.put(name, other);
    Npz.write(file, changed);
  }
}
