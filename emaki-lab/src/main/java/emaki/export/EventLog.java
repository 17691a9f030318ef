package emaki.export;

import emaki.data.InputException;
import emaki.data.Safetensors;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.train.EpochMetrics;
import emaki.train.Losses;
import emaki.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * TensorBoard's events of a training as it goes: losses and their parts, and how the validation
 * latents are spread, epoch by epoch. A sitting has a file of its own, and says from which epoch on
 * those before it are void: a run that was killed goes on without a fold in its curves.
 */
public final class EventLog implements TrainingListener, AutoCloseable {
  /** The histograms' name. */
  static final String LATENTS = "latents/validation";

  private static final String EVENTS = "events.out.tfevents.";

  private final Path folder;
  private final TrainingListener next;
  private @Nullable EventFile file;

  private EventLog(Path folder, TrainingListener next) {
    this.folder = folder;
    this.next = next;
  }

  /**
   * Begins a log; a file is there once an epoch is.
   *
   * @param folder made where it is not there
   * @param resumed whether a run goes on: otherwise the folder must have no events, which would be
   *     another run's
   * @param next is told of everything too
   * @throws InputException where it has, or cannot be written to
   */
  public static EventLog in(Path folder, boolean resumed, TrainingListener next) {
    try {
      Files.createDirectories(folder);
      try (var entries = Files.list(folder)) {
        if (!resumed && entries.anyMatch(e -> e.getFileName().toString().startsWith(EVENTS))) {
          throw new InputException(
              folder.toString(), "already holds events of another run", "name another folder");
        }
      }
    } catch (IOException e) {
      throw InputException.of(folder, "cannot be made", e, "name a folder that you may write to");
    }
    if (!Files.isWritable(folder)) {
      throw new InputException(
          folder.toString(), "cannot be written to", "name a folder that you may write to");
    }
    return new EventLog(folder, next);
  }

  @Override
  public void onEpoch(EpochMetrics metrics, float[] validationLatents) throws IOException {
    double time = now();
    int epoch = metrics.epoch();
    EventFile to = file;
    if (to == null) {
      // TensorBoard reads those of a folder in the order of their names.
      String name = String.format(Locale.ROOT, "%s%.3f.emaki", EVENTS, time);
      to =
          new EventFile(
              Files.newOutputStream(
                  folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              time);
      to.start(time, epoch);
      file = to;
    }
    to.scalar(time, epoch, "seconds", metrics.seconds());
    losses(to, time, epoch, "train", metrics.train());
    losses(to, time, epoch, "validation", metrics.validation());
    to.histogram(time, epoch, LATENTS, validationLatents);
    to.flush();
    next.onEpoch(metrics, validationLatents);
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, Losses losses) {
    next.onBatch(epoch, batch, batches, losses);
  }

  @Override
  public void onCheckpoint(Safetensors state) throws IOException {
    next.onCheckpoint(state);
  }

  @Override
  public void onFinishing(String phase, long step, long steps) {
    next.onFinishing(phase, step, steps);
  }

  @Override
  public boolean cancelled() {
    return next.cancelled();
  }

  private static void losses(EventFile to, double time, long epoch, String split, Losses losses)
      throws IOException {
    for (String part : losses.parts().keySet()) {
      to.scalar(time, epoch, part + "/" + split, losses.part(part));
    }
    to.scalar(time, epoch, "total/" + split, losses.total());
  }

  /** Writes the figures of a run that has finished now, its reconstructions among them. */
  public void finish(RunFolder run, RunRecord record) throws IOException {
    Integer epochs = record.results().epochs();
    if (file != null && epochs != null) {
      TensorBoardExport.figures(run, file, now(), epochs);
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
