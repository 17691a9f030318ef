package emaki.app;

import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Views;
import emaki.report.ImageSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emaki data show}. */
@Command(
    name = "show",
    description = "Draw a sheet of a dataset's images, or of the views of them that training sees.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  emaki data show kana:300 --out kana.png",
      "  emaki data show kana:300 --augment --out views.png"
    })
final class DataShowCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();
  @Mixin private DataCommand.Source source = new DataCommand.Source();

  @Option(
      names = "--augment",
      description =
          "Ten images, each beside nine random views of it, such as --objective views learns from.")
  private boolean augment;

  @Option(names = "--seed", description = "Of the views. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "F.png",
      required = true,
      description = "The picture to write.")
  private Path out = Path.of("");

  /** A slip of the hand must not replace a file of another kind. */
  private void requireReplaceable() throws IOException {
    if (Files.isDirectory(out)) {
      throw new InputException(out.toString(), "is a folder", "name a PNG to write");
    }
    if (Files.exists(out) && Files.size(out) > 0 && ImageIO.read(out.toFile()) == null) {
      throw new InputException(
          out.toString(), "is there and no picture", "name a PNG to write, or remove it");
    }
  }

  @Override
  public Integer call() throws IOException {
    requireReplaceable();
    ImageSet images = source.load(console).images();
    if (augment) {
      ImageSheet.write(images, Views.of(images.channels()), seed, out);
    } else {
      ImageSheet.write(images, out);
    }
    console.result(Map.of("out", out.toString(), "images", images.size()));
    console.print("%s", out);
    return 0;
  }
}
