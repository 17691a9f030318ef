package emaki.run;

import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.nio.file.Path;

/**
 * Latents as they were after an epoch: of the first images of the validation split.
 *
 * @param epoch from 1
 * @param file {@code snapshots/epoch-*.npz}
 */
public record Snapshot(int epoch, Path file) {
  /**
   * Reads the latents, row-major [points, dimension].
   *
   * @throws InputException where the file is damaged
   */
  public float[] latents() {
    NpyArray latents = Npz.read(file).get("latents");
    if (latents == null) {
      throw new InputException(
          file.toString(), "holds no latents", "remove it; the other snapshots stay");
    }
    return latents.floats();
  }
}
