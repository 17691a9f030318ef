package emaki.spark;

import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.run.DataSpec;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A data set that executors read for themselves, each JVM once, where they find it as the driver
 * does: a path that all see, or what is generated.
 *
 * @param name of the data set
 * @param resize as in {@link DataSpec}
 * @param skipUnreadable as in {@link DataSpec}
 * @param dataDir where to look first; null: the usual places
 * @param channels into which it is brought
 * @param sha256 of the driver's, as it was read
 */
record SharedImages(
    String name,
    @Nullable String resize,
    boolean skipUnreadable,
    @Nullable String dataDir,
    int channels,
    String sha256)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Map<String, ImageSet> READ = new ConcurrentHashMap<>();

  /** The driver's, whose JVM need not read it again where it is the executor too. */
  static SharedImages of(DataSpec data, @Nullable Path dataDir, int channels, ImageSet images) {
    SharedImages shared =
        new SharedImages(
            Datasets.anywhere(data.name()),
            data.resize(),
            data.skipUnreadable() != null,
            dataDir == null ? null : dataDir.toAbsolutePath().toString(),
            channels,
            images.sha256());
    READ.put(shared.key(), images.withChannels(channels));
    return shared;
  }

  /**
   * Some of the images.
   *
   * @throws InputException where they are not there, or are others than the driver's
   */
  ImageSet rows(int from, int to) {
    return READ.computeIfAbsent(key(), key -> read()).select(IntStream.range(from, to).toArray());
  }

  private ImageSet read() {
    DataSpec data = new DataSpec(name, resize, skipUnreadable);
    ImageSet images = data.load(dataDir == null ? null : Path.of(dataDir)).images();
    if (!images.sha256().equals(sha256)) {
      throw new InputException(
          name,
          "an executor has other images by this name: checksum %.12s, here %.12s"
              .formatted(images.sha256(), sha256),
          "give all machines the same files");
    }
    return images.withChannels(channels);
  }

  private String key() {
    return sha256 + "/" + channels;
  }
}
