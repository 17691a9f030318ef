package emaki.app;

import emaki.data.Dataset;
import emaki.data.ImageSet;
import emaki.run.DataSpec;
import emaki.run.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** The words that name a run's images again, found and sized in the same way. */
  static List<String> words(RunRecord run) {
    RunRecord.DatasetRecord dataset = run.dataset();
    DataSpec spec = run.spec().data();
    List<String> words = new ArrayList<>(List.of("--data", dataset.source()));
    if (dataset.folder() != null) {
      words.addAll(List.of("--data-dir", dataset.folder()));
    }
    if (spec.resize() != null) {
      words.addAll(List.of("--resize", spec.resize()));
    }
    if (spec.skipUnreadable() != null) {
      words.add("--skip-unreadable");
    }
    return words;
  }

  /**
   * Reads them as the network of a run takes them, grey or in colour, and says what is to be said
   * of that.
   */
  ImageSet load(Console console, RunRecord run) {
    ImageSet images = load(console).images();
    int channels = run.dataset().channels();
    if (images.channels() == channels) {
      return images;
    }
    console.say(
        channels == 1
            ? "%s: in colour, the model grey: each pixel is taken as the mean of its colours"
            : "%s: grey, the model in colour: each pixel is taken as a grey colour",
        images.name());
    return images.withChannels(channels);
  }

  /** Reads them, and says what is to be said of that. */
  Dataset load(Console console) {
    Dataset data = spec().load(dataDir);
    console.say(data.remarks());
    return data;
  }
}
