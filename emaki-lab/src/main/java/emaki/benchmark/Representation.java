package emaki.benchmark;

import java.util.HashMap;
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
        learning("latent-dim", "" + k, "epochs", EPOCHS));
  }

  private static Representation itl(String id, String prior) {
    return new Representation(
        "itl-" + id,
        "ITL autoencoder, %s, 3-D".formatted(prior),
        OptionalInt.empty(),
        learning("prior", prior, "sigma", "auto", "lambda", "auto", "epochs", EPOCHS));
  }

  private static Representation views(String model) {
    return new Representation(
        "views-" + model,
        "views, " + model,
        OptionalInt.empty(),
        learning("objective", "views", "model", model, "epochs", "60"));
  }

  /** From all images, as clusterings are usually compared: what is clustered has been seen. */
  private static Map<String, String> learning(String... options) {
    Map<String, String> all = new HashMap<>(Map.of("learn-from", "all"));
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return all;
  }

  /** Full covariances of hundreds of pixels, many of them constant, are no mixture to fit. */
  boolean takes(String method) {
    return components.orElse(1) != 0 || !method.equals("mixture");
  }
}
