package emaki.app.explore;

import emaki.data.ImageSet;
import emaki.run.RunFolder;
import emaki.run.RunRecord.DatasetRecord;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The runs that somebody looks at: those used last stay in memory, and runs on the same images
 * share them.
 */
final class OpenRuns implements AutoCloseable {
  private static final int MOST = 8;

  private record Held(String tag, OpenRun run) {}

  private final Map<RunFolder, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<DatasetRecord, SoftReference<ImageSet>> images = new HashMap<>();

  /** What tells one state of a run's latents from another. */
  static String tag(RunFolder folder) {
    var file = folder.latentsFile().toFile();
    return Long.toHexString(file.lastModified()) + "-" + Long.toHexString(file.length());
  }

  /**
   * Opens a run, or gives what is open already; anew where its latents have been written since.
   *
   * @throws emaki.data.InputException where it has no latents yet, or a file is damaged
   */
  synchronized OpenRun open(RunFolder folder) {
    String tag = tag(folder);
    Held before = held.get(folder);
    if (before != null && before.tag.equals(tag)) {
      return before.run;
    }
    OpenRun run = new OpenRun(folder, () -> images(folder));
    held.put(folder, new Held(tag, run));
    run.prepare();
    if (before != null) {
      before.run.close();
    }
    if (held.size() > MOST) {
      var oldest = held.entrySet().iterator();
      Held dropped = oldest.next().getValue();
      oldest.remove();
      dropped.run.close();
    }
    return run;
  }

  /** A run's images, be it finished or not. */
  ImageSet images(RunFolder folder) {
    DatasetRecord dataset = folder.record().dataset();
    synchronized (images) {
      SoftReference<ImageSet> known = images.get(dataset);
      ImageSet loaded = known == null ? null : known.get();
      if (loaded == null) {
        loaded = folder.images();
        images.put(dataset, new SoftReference<>(loaded));
      }
      return loaded;
    }
  }

  @Override
  public synchronized void close() {
    held.values().forEach(entry -> entry.run.close());
    held.clear();
  }
}
