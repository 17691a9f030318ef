package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is there whole, and what was there before is treated with respect. */
final class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void replacesAFileAndMakesItsFolders() throws IOException {
    Path file = folder.resolve("a/b/file");
    write(file, "one");
    write(file, "two");
    assertThat(file).hasContent("two");
    assertThat(folder.resolve("a/b")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void whatWasThereStaysWhereWritingFails() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": No space left on device");
    assertThat(file).hasContent("before");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @ParameterizedTest
  @ValueSource(strings = {"target", "below/target"})
  void writesThroughLinks(String target) throws IOException {
    Files.createDirectories(folder.resolve("below"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(target));
    Path second = Files.createSymbolicLink(folder.resolve("second"), folder.resolve("link"));
    write(second, "dangling at first");
    write(second, "through the links");
    assertThat(folder.resolve(target)).hasContent("through the links");
    assertThat(Files.isSymbolicLink(link) && Files.isSymbolicLink(second)).isTrue();
  }

  @Test
  void writesIntoALinkedFolder() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("linked"), Path.of("real"));
    write(folder.resolve("linked/file"), "here");
    assertThat(folder.resolve("real/file")).hasContent("here");
  }

  @Test
  void linksInACircleAreNamed() throws IOException {
    Path a = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    refused(a, "circle");
  }

  @Test
  void refusesWhatIsNoFile() throws Exception {
    refused(folder, "is a folder");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    refused(pipe, "no ordinary file");
    refused(Files.createSymbolicLink(folder.resolve("link"), pipe), "no ordinary file");
    assertThat(Files.readAttributes(pipe, "*", LinkOption.NOFOLLOW_LINKS).get("isOther"))
        .isEqualTo(true);
  }

  @Test
  void aFileInTheWayOfTheFolderIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> write(file.resolve("below"), "y"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(file.resolve("below") + ": ")
        .hasMessageNotContaining(".part")
        .hasMessageNotContaining("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-r--", "r--------"})
  void keepsAFilesPermissions(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "private");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    write(file, "still private");
    assertThat(mode(file)).isEqualTo(mode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"077 rw-------", "022 rw-r--r--", "002 rw-rw-r--"})
  void honoursTheUmask(String masked) throws Exception {
    Path file = folder.resolve("file");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask " + masked.substring(0, 3) + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(mode(file)).isEqualTo(masked.substring(4));
  }

  @Test
  void clearsWhatKilledWritersLeft() throws IOException {
    String part = "-bdc3-4985-bc70-d1f149530759.part";
    Path left = folder.resolve(".epoch-1.npz.b1cb5d63" + part);
    Path another = folder.resolve(".names.csv.b1cb5d63" + part);
    Path own = folder.resolve(".mine.part");
    for (Path file : List.of(left, another, own)) {
      Files.writeString(file, "half");
    }
    AtomicFile.clear(folder, name -> name.equals("epoch-1.npz"));
    assertThat(left).doesNotExist();
    assertThat(List.of(another, own)).allMatch(Files::exists);
    AtomicFile.clear(folder.resolve("nowhere"), name -> true);
  }

  /** Writes a file in a process of its own, which has a umask of its own. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      write(Path.of(arguments[0]), "masked");
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> write(file, "x"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
