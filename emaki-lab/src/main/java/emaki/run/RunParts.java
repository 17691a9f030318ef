package emaki.run;

import emaki.data.InputException;
import emaki.data.Split;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Classifier;
import emaki.run.RunRecord.DatasetRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a run that one asks for, once it is seen that they are those of this run: files are
 * exchanged, copied in part, and mixed up.
 */
record RunParts(RunFolder run, RunRecord record) {
  private static final String MODEL = "model";
  private static final String LATENTS = "latents";
  private static final String RESTORE = "restore it from a copy or train again";

  /** What finished runs keep, by part; older ones have none. */
  static Map<String, String> checksums(RunFolder run) throws IOException {
    Map<String, String> sums = new LinkedHashMap<>();
    sums.put(MODEL, sha256(run.modelFile()));
    if (Files.exists(run.latentsFile())) {
      sums.put(LATENTS, run.latents().sha256());
    }
    return sums;
  }

  /**
   * Checks latents that were read.
   *
   * @throws InputException where they are not this run's
   */
  Latents own(Latents latents) {
    Path file = run.latentsFile();
    DatasetRecord dataset = record.dataset();
    int dimension =
        record.spec() instanceof TrialSpec trial
            ? trial.network().latentDim()
            : latents.dimension();
    if (latents.size() != dataset.images() || latents.dimension() != dimension) {
      throw fault(
          file,
          "holds latents [%d, %d], the run's are [%d, %d]"
              .formatted(latents.size(), latents.dimension(), dataset.images(), dimension));
    }
    for (int row = 0; row < latents.size(); row++) {
      if (latents.labels()[row] >= dataset.classes()) {
        throw fault(
            file,
            "row %d has the label %d, of %d classes"
                .formatted(row, latents.labels()[row], dataset.classes()));
      }
    }
    for (Split part : Split.values()) {
      int found = latents.rows(part).length;
      int recorded = record.split().getOrDefault(part.key(), 0);
      if (found != recorded) {
        throw fault(
            file, "has %d images for %s, the run has %d".formatted(found, part.key(), recorded));
      }
    }
    requireSame(file, LATENTS, latents::sha256);
    return latents;
  }

  /**
   * Loads the autoencoder.
   *
   * @throws InputException where it is not this run's, or damaged
   */
  Autoencoder autoencoder(TrialSpec spec) throws IOException {
    Path file = run.modelFile();
    Autoencoder model = Autoencoder.load(file, spec.training().threads());
    try {
      AutoencoderSpec shape = model.spec();
      if (!sized(shape.height(), shape.width(), shape.channels())
          || shape.latentDim() != spec.network().latentDim()) {
        throw fault(file, "is another run's: of other images, or another latent space");
      }
      requireSame(file, MODEL, () -> sha256(file));
      return model;
    } catch (InputException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Loads the classifier.
   *
   * @throws InputException where it is not this run's, or damaged
   */
  Classifier classifier(ClassificationSpec spec) throws IOException {
    Path file = run.modelFile();
    // First: it tells what is no classifier at all.
    Classifier model = Classifier.load(file, spec.training().threads());
    try {
      requireSame(file, MODEL, () -> sha256(file));
      return model;
    } catch (InputException e) {
      model.close();
      throw e;
    }
  }

  private boolean sized(int height, int width, int channels) {
    DatasetRecord images = record.dataset();
    return height == images.height() && width == images.width() && channels == images.channels();
  }

  private interface Sum {
    String of() throws IOException;
  }

  private void requireSame(Path file, String part, Sum sum) {
    Optional<String> kept = Optional.ofNullable(record.checksums().get(part));
    try {
      if (kept.isPresent() && !kept.get().equals(sum.of())) {
        throw fault(file, "is not the one that the run made: its checksum is another");
      }
    } catch (IOException e) {
      throw InputException.of(file, "cannot be read", e, RESTORE);
    }
  }

  private static InputException fault(Path file, String why) {
    return new InputException(file.toString(), why, RESTORE);
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
