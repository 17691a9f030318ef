package emaki.benchmark;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What is clustered.
 *
 * @param id as the command line names it
 * @param title for people
 * @param components principal components of the images, 0: the pixels; empty: a network is trained
 * @param options of its training, by name
 */
record Representation(
    String id, String title, OptionalInt components, Map<String, String> options) {
  private static final String EPOCHS = "30";

  static final List<Representation> ALL =
      List.of(
          new Representation("pixels", "pixels", OptionalInt.of(0), Map.of()),
          new Representation("pca", "PCA, 50 components", OptionalInt.of(50), Map.of()),
          plain(3),
          plain(30),
          itl("mixture", "gaussian-mixture"),
          itl("roll", "swiss-roll"),
          views("mlp"),
          views("conv"));

  private static Representation plain(int k) {
    return new Representation(
        "plain-" + k,
        "plain autoencoder, %d-D".formatted(k),
        OptionalInt.empty(),
        Map.of("latent-dim", "" + k, "epochs", EPOCHS));
  }

  private static Representation itl(String id, String prior) {
    return new Representation(
        "itl-" + id,
        "ITL autoencoder, %s, 3-D".formatted(prior),
        OptionalInt.empty(),
        Map.of("prior", prior, "sigma", "auto", "lambda", "auto", "epochs", EPOCHS));
  }

  private static Representation views(String model) {
    return new Representation(
        "views-" + model,
        "views, " + model,
        OptionalInt.empty(),
        Map.of("objective", "views", "model", model));
  }

  /** Full covariances of hundreds of pixels, many of them constant, are no mixture to fit. */
  boolean takes(String method) {
    return components.orElse(1) != 0 || !method.equals("mixture");
  }
}
