package emaki.app;

import emaki.divergence.ParzenFit;
import emaki.eval.ParzenLikelihood;
import emaki.eval.ShapeFit;
import emaki.run.ClassificationSpec;
import emaki.run.DivergenceRecord;
import emaki.run.FitRecord;
import emaki.run.RunRecord;
import emaki.trial.DecodedLikelihood;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A run's results as people read them. */
final class RunText {
  private RunText() {}

  static void print(Console console, Path folder, RunRecord run) {
    Map<String, Double> mse = run.results().reconstructionMse();
    DivergenceRecord divergence = run.results().divergence();
    console.print("%-22s %s (%s)", "run", folder, run.status());
    console.print("%-22s %s, %s", "what", run.dataset().name(), run.spec().summary());
    if (run.spec() instanceof ClassificationSpec classes && classes.labels() != null) {
      console.print(
          "%-22s %s; left out, having none: %d of %d images",
          "labels", classes.labels().file(), run.leftOut(), run.dataset().images());
    }
    if (run.results().epochs() == null) {
      return;
    }
    console.print(
        "%-22s %d, best %d, in %.1f s",
        "epochs", run.results().epochs(), run.results().bestEpoch(), run.seconds());
    Map<String, Double> accuracy = run.results().accuracy();
    if (accuracy != null) {
      console.print("%-22s %10s %10s %10s", "", "train", "validation", "test");
      console.print(
          "%-22s %10.4f %10.4f %10.4f",
          "accuracy", accuracy.get("train"), accuracy.get("validation"), accuracy.get("test"));
    }
    Map<String, Double> agreement = run.results().agreement();
    if (agreement != null) {
      console.print(
          "%-22s %10.4f %10.4f %10.4f  with the data's own labels",
          "agreement", agreement.get("train"), agreement.get("validation"), agreement.get("test"));
    }
    if (mse == null || divergence == null) {
      return;
    }
    console.print("%-22s %10s %10s %10s %10s", "", "train", "validation", "test", "floor");
    console.print(
        "%-22s %10.4f %10.4f %10.4f",
        "reconstruction MSE", mse.get("train"), mse.get("validation"), mse.get("test"));
    if (divergence.floor() != null) {
      console.print(
          "%-22s %10s %10s %10s %10s",
          divergence.name().equals("cauchy-schwarz")
              ? "divergence (nats)"
              : divergence.name().replaceAll(":.*", ""),
          number(divergence.train()),
          number(divergence.validation()),
          number(divergence.test()),
          number(divergence.floor()));
    }
    if (run.results().fit() != null) {
      print(console, run.results().fit());
    }
  }

  /** How well latents fill the prior, in the columns of the splits. */
  static void print(Console console, FitRecord fit) {
    print(console, "1-NN accuracy", fit, ShapeFit::twoSampleAccuracy);
    print(console, "coverage", fit, ShapeFit::coverage);
    print(console, "off the prior", fit, ShapeFit::off);
    print(console, "sliced W2", fit, ShapeFit::slicedDistance);
  }

  static void print(Console console, ParzenFit all) {
    console.print(
        "%-22s %10.4f nats between all %,d latents and as many points of the prior (floor %.4f)",
        "divergence", all.divergence(), all.points(), all.floor());
    console.print(
        "%-22s %10.4f nats, the prior's %.4f, by windows of sigma %.3g",
        "entropy", all.entropy(), all.priorEntropy(), all.sigma());
  }

  static void print(Console console, DecodedLikelihood likelihood) {
    print(console, "log-likelihood", "images decoded from the prior", likelihood.decoded());
    print(console, "", "training images", likelihood.training());
  }

  private static void print(Console console, String what, String drawn, ParzenLikelihood under) {
    console.print(
        "%-22s %10.2f nats ± %.2f of %,d test images, under %,d %s, by windows of sigma %.3g",
        what,
        under.mean(),
        under.standardError(),
        under.images(),
        under.samples(),
        drawn,
        under.bandwidth());
  }

  private static void print(
      Console console, String what, FitRecord fit, ToDoubleFunction<ShapeFit> figure) {
    console.print(
        "%-22s %10.4f %21.4f %10.4f",
        what,
        figure.applyAsDouble(fit.train()),
        figure.applyAsDouble(fit.test()),
        figure.applyAsDouble(fit.floor()));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : "%.4f".formatted(value);
  }
}
