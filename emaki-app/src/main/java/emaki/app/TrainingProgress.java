package emaki.app;

import emaki.run.ClassificationSpec;
import emaki.run.ObjectiveSpec;
import emaki.run.TrialSpec;
import emaki.train.EpochMetrics;
import emaki.train.Losses;
import emaki.train.Objectives;
import emaki.train.TrainingListener;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Training as it is seen: a bar with an estimate on a terminal, a line an epoch elsewhere. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private static final int TENTHS = 10;

  private final Console console;
  private final Interruption interruption;
  private int epochs;
  private @Nullable ProgressBar bar;
  private double trained;
  private int counted;
  private long finishingSince;

  TrainingProgress(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  /** Says what is about to be done, at once. */
  void expect(TrialSpec spec) {
    epochs = spec.training().epochs();
    ObjectiveSpec objective = spec.objective();
    String prior = objective.hasPrior() ? objective.prior() : "no prior";
    console.say(
        "training %s-D latents of %s towards %s%s, at most %d epochs, %d threads",
        spec.network().latentDim(),
        spec.data().name(),
        Objectives.ownPrior(objective.objective()).orElse(prior),
        objective.objective().equals(ObjectiveSpec.RECONSTRUCTION)
            ? ""
            : " by " + objective.objective(),
        epochs,
        spec.training().threads());
  }

  /** Says what is about to be done, at once. */
  void expect(ClassificationSpec spec) {
    epochs = spec.training().epochs();
    console.say(
        "training a classifier (%s) of %s, at most %d epochs, %d threads",
        spec.summary(),
        spec.source() == null ? spec.data().name() : spec.source(),
        epochs,
        spec.training().threads());
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, Losses losses) {
    int columns = console.terminalColumns();
    if (columns == 0) {
      return;
    }
    if (bar == null) {
      bar =
          start(
              "training",
              columns,
              (long) epochs * batches,
              (long) (epoch - 1) * batches + batch - 1);
    }
    bar.step();
    bar.setExtraMessage(" epoch %d/%d  %s".formatted(epoch, epochs, text(losses)));
  }

  @Override
  public void onEpoch(EpochMetrics metrics, float[] validationLatents) {
    trained += metrics.seconds();
    counted++;
    int left = epochs - metrics.epoch();
    if (bar == null) {
      console.say(
          "epoch %d/%d  train %s  validation %s%s  %.1f s%s",
          metrics.epoch(),
          epochs,
          text(metrics.train()),
          text(metrics.validation()),
          metrics.best() ? " *" : "",
          metrics.seconds(),
          left == 0 ? "" : ", at most %s to go".formatted(duration(left * trained / counted)));
    }
  }

  /** As a phase of its own, with an estimate of its own: a bar, or a line each tenth of the way. */
  @Override
  public void onFinishing(String phase, long step, long steps) {
    if (step == 0) {
      close();
      finishingSince = System.nanoTime();
      console.say("trained; now the %s, %d steps", phase, steps);
      if (console.terminalColumns() > 0) {
        bar = start(phase, console.terminalColumns(), steps, 0);
      }
    } else if (bar != null) {
      bar.stepTo(step);
    } else if (step * TENTHS / steps > (step - 1) * TENTHS / steps) {
      double seconds = (System.nanoTime() - finishingSince) / 1e9;
      console.say(
          "%s %d %%, %s to go",
          phase, 100 * step / steps, duration((steps - step) * seconds / step));
    }
  }

  @Override
  public boolean cancelled() {
    return interruption.requested();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static ProgressBar start(String task, int columns, long total, long done) {
    ProgressBar made =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setUnit(" steps", 1)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .setInitialMax(total)
            .startsFrom(done, java.time.Duration.ZERO)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, columns - 1))
            .build();
    return made;
  }

  private static String text(Losses losses) {
    if (!Double.isNaN(losses.part("accuracy"))) {
      return "loss %.4f acc %.2f %%".formatted(losses.total(), 100 * losses.part("accuracy"));
    }
    double reconstruction = losses.part("reconstruction");
    String error =
        Double.isNaN(reconstruction)
            ? "loss %.4f".formatted(losses.total())
            : "mse %.4f".formatted(reconstruction);
    double divergence = losses.part("divergence");
    return Double.isNaN(divergence) ? error : error + " divergence %.3f".formatted(divergence);
  }

  static String duration(double seconds) {
    long s = Math.round(seconds);
    return s < 60
        ? s + " s"
        : s < 3600
            ? "%d min %02d s".formatted(s / 60, s % 60)
            : "%d h %02d min".formatted(s / 3600, s / 60 % 60);
  }
}
