package emaki.spark;

import emaki.model.Autoencoder;
import emaki.run.RunFolder;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An autoencoder on its way to executors.
 *
 * @param weights as {@code model.safetensors} holds them
 * @param threads that the engine takes in every use
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record StoredModel(byte[] weights, int threads) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Loaded once in a JVM, for as long as it lives: an executor serves one application. */
  private static final Map<String, Autoencoder> LOADED = new ConcurrentHashMap<>();

  /**
   * That of a run.
   *
   * @throws emaki.data.InputException where the run has none, or it is damaged
   */
  static StoredModel of(RunFolder run) {
    // Loaded here first: what is wrong with it is told by the run, and no executor has to fail.
    try (Autoencoder whole = run.model()) {
      int threads = run.record().spec().training().threads();
      StoredModel stored = new StoredModel(Files.readAllBytes(run.modelFile()), threads);
      if (whole.spec().latentDim() < 1) {
        throw new IllegalStateException("an autoencoder without latents");
      }
      return stored;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model, ready in this JVM. One thread at a time: hold its monitor. */
  Autoencoder load() {
    return LOADED.computeIfAbsent(key(), key -> read());
  }

  private Autoencoder read() {
    try {
      Path file = Files.createTempFile("emaki-model", ".safetensors");
      try {
        Files.write(file, weights);
        return Autoencoder.load(file, threads);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String key() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(weights);
      return HexFormat.of().formatHex(digest) + "/" + threads;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
