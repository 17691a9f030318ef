package emaki.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that come home. */
final class ParcelTest {
  @TempDir private Path folder;
  private Path away;
  private Path home;

  @BeforeEach
  void makeARun() throws Exception {
    away = Files.createDirectories(folder.resolve("attempt-7/a=1"));
    home = folder.resolve("my runs/a=1");
    Files.createDirectories(away.resolve("checkpoints"));
    Files.createDirectories(away.resolve("classifier"));
    Files.writeString(away.resolve("checkpoints/lock"), "");
    Files.writeString(away.resolve("model.safetensors"), "weights");
    Files.writeString(
        away.resolve("run.json"),
        "{\"command\": \"emaki train --seed 0 --out %s\"}".formatted(away));
    Files.writeString(
        away.resolve("classifier/run.json"), "{\"spec\": {\"source\": \"%s\"}}".formatted(away));
    Files.createDirectories(home.getParent());
  }

  private void comeHome() throws Exception {
    Parcel.of(away).bringHome(home, away.toString());
  }

  @Test
  void aNewRunAppearsAsAWholeAndNamesItsOwnPlace() throws Exception {
    comeHome();
    assertThat(home.resolve("model.safetensors")).hasContent("weights");
    assertThat(home.resolve("checkpoints/lock")).doesNotExist();
    assertThat(Files.readString(home.resolve("run.json")))
        .contains("--seed 0 --out '" + home + "'")
        .doesNotContain("attempt-7");
    assertThat(Files.readString(home.resolve("classifier/run.json")))
        .contains("\"" + home.toAbsolutePath() + "\"");
    try (var left = Files.list(home.getParent())) {
      assertThat(left).containsExactly(home);
    }
  }

  @Test
  void ofARunThatIsThereOnlyWhatIsAnotherNowIsReplaced() throws Exception {
    comeHome();
    FileTime then = FileTime.fromMillis(1000);
    Files.setLastModifiedTime(home.resolve("model.safetensors"), then);
    Files.createDirectories(home.resolve("checkpoints"));
    Files.writeString(home.resolve("checkpoints/lock"), "");
    Files.writeString(home.resolve("gone.csv"), "x");
    Files.writeString(away.resolve("clusters.csv"), "row,cluster");
    comeHome();
    assertThat(Files.getLastModifiedTime(home.resolve("model.safetensors"))).isEqualTo(then);
    assertThat(home.resolve("clusters.csv")).hasContent("row,cluster");
    assertThat(home.resolve("gone.csv")).doesNotExist();
    assertThat(home.resolve("checkpoints/lock")).exists();
  }

  @Test
  void whatAnEarlierComingHomeLeftIsReplaced() throws Exception {
    Path beside = Files.createDirectories(home.resolveSibling("a=1.part"));
    Files.writeString(beside.resolve("model.safetensors"), "half");
    comeHome();
    assertThat(home.resolve("model.safetensors")).hasContent("weights");
    assertThat(beside).doesNotExist();
  }

  @Test
  void nothingIsWrittenOutsideItsFolder() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../../evil"));
      zip.closeEntry();
    }
    assertThatThrownBy(() -> new Parcel(bytes.toByteArray()).unpack(folder.resolve("in")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("leads out of its folder");
  }
}
