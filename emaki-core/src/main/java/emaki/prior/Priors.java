package emaki.prior;

import emaki.data.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The priors by name. */
public final class Priors {
  private static final List<String> NAMES =
      List.of(
          "none",
          "gaussian",
          "gaussian-mixture",
          "swiss-roll",
          "s-curve",
          "ring",
          "uniform-cube",
          "points:FILE");

  private static final String POINTS = "points:";

  private static final int MOST_COMPONENTS = 1000;

  private Priors() {}

  /** All names. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The prior of a name and options.
   *
   * <ul>
   *   <li>{@code none}: no prior
   *   <li>{@code gaussian}
   *   <li>{@code gaussian-mixture:components=10,spread=5,width=1}
   *   <li>{@code swiss-roll:scale=1}
   *   <li>{@code s-curve:scale=5}
   *   <li>{@code ring:radius=5,width=0.5}
   *   <li>{@code uniform-cube:side=3.4641}: unit variance
   *   <li>{@code points:FILE}: a CSV, npz or npy
   * </ul>
   *
   * @param latentDim dimension of the latents that are to take it
   * @return empty for {@code none}
   * @throws InputException where the name or an option is not known, or the prior lives in another
   *     dimension
   */
  public static Optional<Prior> parse(String spec, int latentDim) {
    if (spec.startsWith(POINTS)) {
      return Optional.of(fits(spec, PointCloud.read(file(spec)), latentDim));
    }
    return named(spec, latentDim);
  }

  /**
   * Checks name and options as {@link #parse} does, but leaves the file of {@code points:FILE}
   * unread: it need not be there.
   *
   * @param latentDim dimension of the latents that are to take it
   * @throws InputException where the name or an option is not known, the prior lives in another
   *     dimension, or no file is named
   */
  public static void check(String spec, int latentDim) {
    if (spec.startsWith(POINTS)) {
      file(spec);
    } else {
      named(spec, latentDim);
    }
  }

  private static Path file(String spec) {
    String file = spec.substring(POINTS.length());
    if (file.isBlank()) {
      throw new InputException("--prior " + spec, "names no file", "give points:FILE");
    }
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new InputException(
          "--prior " + spec, "no file can have that name: " + e.getReason(), "give points:FILE", e);
    }
  }

  /** A prior that its name and options say all about. */
  private static Optional<Prior> named(String spec, int latentDim) {
    int colon = spec.indexOf(':');
    String name = colon < 0 ? spec : spec.substring(0, colon);
    String rest = colon < 0 ? "" : spec.substring(colon + 1);
    Options options = Options.parse(spec, rest);
    Optional<Prior> prior =
        switch (name) {
          case "none" -> Optional.empty();
          case "gaussian" -> Optional.of(new Gaussian(latentDim));
          case "gaussian-mixture" ->
              Optional.of(
                  new GaussianMixture(
                      latentDim,
                      options.count("components", 10, MOST_COMPONENTS),
                      options.positive("spread", 5),
                      options.positive("width", 1)));
          case "swiss-roll" -> Optional.of(new SwissRoll(options.positive("scale", 1)));
          case "s-curve" -> Optional.of(new SCurve(options.positive("scale", 5)));
          case "ring" ->
              Optional.of(
                  new Ring(
                      latentDim, options.positive("radius", 5), options.positive("width", 0.5)));
          case "uniform-cube" ->
              Optional.of(new UniformCube(latentDim, options.positive("side", 2 * Math.sqrt(3))));
          default ->
              throw new InputException(
                  "--prior " + spec, "no such prior", "there are " + String.join(", ", NAMES));
        };
    options.requireAllUsed();
    return prior.map(found -> fits(spec, found, latentDim));
  }

  private static Prior fits(String spec, Prior prior, int latentDim) {
    if (prior instanceof Ring && latentDim < 2) {
      throw new InputException(
          "--prior " + spec, "needs 2 dimensions or more", "give --latent-dim 2 or more");
    }
    if (prior.dimension() != latentDim) {
      throw new InputException(
          "--prior " + spec,
          "lives in %d dimensions, the latents have %d".formatted(prior.dimension(), latentDim),
          "give --latent-dim " + prior.dimension());
    }
    return prior;
  }

  /** Options as {@code key=value,key=value}; each is taken once. */
  private record Options(String spec, Map<String, String> values) {

    static Options parse(String spec, String text) {
      Map<String, String> values = new LinkedHashMap<>();
      for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
        int equals = part.indexOf('=');
        if (equals < 1
            || values.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
          throw new InputException(
              "--prior " + spec,
              "expected each option once as key=value, found " + part,
              "such as gaussian-mixture:components=10,spread=5");
        }
      }
      return new Options(spec, values);
    }

    double positive(String key, double otherwise) {
      String text = values.remove(key);
      if (text == null) {
        return otherwise;
      }
      double value = number(text);
      if (!(value > 0 && value <= 1e6)) {
        throw invalid(key, text, "a number above 0 and at most 1e6");
      }
      return value;
    }

    int count(String key, int otherwise, int most) {
      String text = values.remove(key);
      if (text == null) {
        return otherwise;
      }
      double value = number(text);
      if (!(value >= 1 && value <= most && value == Math.rint(value))) {
        throw invalid(key, text, "a whole number from 1 to " + most);
      }
      return (int) value;
    }

    private static double number(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }

    void requireAllUsed() {
      if (!values.isEmpty()) {
        throw new InputException(
            "--prior " + spec,
            "no such option: " + String.join(", ", values.keySet()),
            "see emaki train --help");
      }
    }

    private InputException invalid(String key, String text, String expected) {
      return new InputException(
          "--prior " + spec, "%s=%s is not %s".formatted(key, text, expected), "mend the option");
    }
  }
}
