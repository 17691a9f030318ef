package emaki.paper;

import emaki.data.Split;
import emaki.run.DivergenceRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.RunRecord.Results;
import emaki.run.RunRecord.Status;
import emaki.run.RunSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Finished runs as emaki leaves them, with results that a test decides. */
final class RecordedRuns {
  static final String IMAGES = "abc";
  private static final int POINTS = 300;

  private final Protocol protocol;

  RecordedRuns(Path folder) {
    PaperOptions options =
        new PaperOptions("kmnist", null, folder, Budget.FULL, null, List.of(), 1, "emaki paper");
    this.protocol = Protocol.asked(new PaperFolder(folder), options);
  }

  Protocol protocol() {
    return protocol;
  }

  Evidence evidence() {
    return new Evidence(protocol, true);
  }

  Evidence rehearsal() {
    return new Evidence(protocol, false);
  }

  /** Finishes what a job would make; a classifier gets the accuracy, an autoencoder the rest. */
  void finish(Job job, double accuracy, double divergence, double seconds) throws IOException {
    for (Task step : job.steps()) {
      RunSpec spec = step.spec();
      if (spec != null) {
        record(step.run(), spec, accuracy, divergence, seconds);
      }
    }
  }

  private static void record(
      RunFolder run, RunSpec spec, double accuracy, double divergence, double seconds)
      throws IOException {
    boolean classifier = spec.summary().startsWith("mlp") || spec.summary().startsWith("cnn");
    Files.createDirectories(run.path().resolve("figures"));
    if (classifier) {
      ImageIO.write(
          new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
          "png",
          run.figure("confusion.png").toFile());
    }
    run.write(
        new RunRecord(
            RunRecord.FORMAT,
            String.valueOf(run.path().getFileName()),
            Status.FINISHED,
            null,
            "0",
            "2026-01-01T00:00:00Z",
            "emaki train",
            seconds,
            new DatasetRecord(
                "kmnist", IMAGES, "kmnist", null, 300, 200, 2, 2, 1, 2, List.of("a", "b"), null),
            spec,
            Map.of("train", POINTS / 2, "validation", 0, "test", POINTS / 2),
            new Results(
                10,
                9,
                classifier ? null : Map.of("test", 0.02),
                classifier
                    ? null
                    : new DivergenceRecord("prior", divergence, divergence, divergence, 0.001, 100),
                null,
                classifier ? results(accuracy) : null,
                null),
            Map.of("java", "17"),
            Map.of(),
            List.of()));
  }

  private static @Nullable Map<String, Double> results(double accuracy) {
    return Map.of("train", accuracy + .03, "validation", accuracy + .01, "test", accuracy);
  }

  /**
   * Latents of two classes in a run that has finished.
   *
   * @param apart distance of the classes, in their standard deviations
   */
  static void latents(RunFolder run, double apart, long seed) throws IOException {
    Random random = new Random(seed);
    float[] values = new float[3 * POINTS];
    int[] labels = IntStream.range(0, POINTS).map(i -> i % 2).toArray();
    byte[] split = new byte[POINTS];
    for (int i = 0; i < POINTS; i++) {
      split[i] = (i % 4 < 2 ? Split.TRAIN : Split.TEST).code();
      for (int d = 0; d < 3; d++) {
        values[3 * i + d] = (float) (random.nextGaussian() + (d == 0 ? labels[i] * apart : 0));
      }
    }
    run.write(new Latents(values, 3, labels, split, null, null));
  }
}
