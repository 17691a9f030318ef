package emaki.train;

import java.io.Serial;

/** Training lost its footing: a loss, a latent or a weight is no longer a finite number. */
public final class DivergedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DivergedException(String what, int epoch, int batch) {
    super("%s is no longer a finite number, in epoch %d, batch %d".formatted(what, epoch, batch));
  }
}
