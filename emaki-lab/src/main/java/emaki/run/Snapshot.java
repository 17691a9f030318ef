package emaki.run;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Latents as they were after an epoch: of the first images of the validation split.
 *
 * @param epoch from 1
 * @param file {@code snapshots/epoch-*.npz}
 */
public record Snapshot(int epoch, Path file) {
  private static final Pattern NAME = Pattern.compile("^epoch-(\\d{1,9})\\.npz$");

  /** All of a folder, by epoch; empty where there is no such folder. */
  static List<Snapshot> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries
          .flatMap(
              file ->
                  NAME.matcher(file.getFileName().toString())
                      .results()
                      .map(name -> new Snapshot(Integer.parseInt(name.group(1)), file)))
          .sorted(Comparator.comparingInt(Snapshot::epoch))
          .toList();
    }
  }

  /**
   * Reads the latents, row-major [points, dimension].
   *
   * @param dimension of the run's latents
   * @throws InputException where the file is damaged or another run's
   */
  public float[] latents(int dimension) {
    NpyArray latents = Npz.read(file).get("latents");
    int[] shape = latents == null ? new int[0] : latents.shape();
    if (latents == null || shape.length != 2 || shape[0] == 0 || shape[1] != dimension) {
      throw damaged("holds no latents [points, %d]".formatted(dimension));
    }
    float[] values = latents.floats();
    for (float z : values) {
      if (!Float.isFinite(z)) {
        throw damaged("a latent is not a finite number");
      }
    }
    return values;
  }

  private InputException damaged(String why) {
    return new InputException(file.toString(), why, "remove it; the other snapshots stay");
  }

  /** Writes the latents, row-major [points, dimension]. */
  public void write(float[] latents, int dimension) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    NpyArray array = NpyArray.of(latents, latents.length / dimension, dimension);
    Npz.write(file, Map.of("latents", array));
  }
}
