package emaki.app;

import emaki.data.Dataset;
import emaki.run.DataSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where images come from. */
final class DataArguments {
  @Option(
      names = "--data",
      paramLabel = "NAME|PATH",
      required = true,
      description =
          "A known dataset (kana, kmnist, k49, fashion-mnist, mnist), or an npz, an npy, an IDX file, a folder of IDX files or"
              + " a folder of images (a sub-folder a class, or flat and unlabelled).")
  private String data = "";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Look for known datasets here first; then in $EMAKI_DATA, ~/.cache/emaki/datasets, /usr/share/datasets.")
  private @Nullable Path dataDir;

  @Option(names = "--resize", paramLabel = "HxW", description = "Bring all images to this size.")
  private @Nullable String resize;

  @Option(
      names = "--skip-unreadable",
      description =
          "Leave out the images of a folder that are damaged, and tell which; else they are refused.")
  private boolean skipUnreadable;

  String name() {
    return data;
  }

  @Nullable Path dataDir() {
    return dataDir;
  }

  @Nullable String resize() {
    return resize;
  }

  DataSpec spec() {
    return new DataSpec(data, resize, skipUnreadable);
  }

  /** Reads them, and says what is to be said of that. */
  Dataset load(Console console) {
    Dataset data = spec().load(dataDir);
    console.say(data.remarks());
    return data;
  }
}
