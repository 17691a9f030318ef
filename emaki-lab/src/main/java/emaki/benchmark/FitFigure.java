package emaki.benchmark;

import com.fasterxml.jackson.annotation.JsonValue;
import emaki.eval.ShapeFit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A measure of {@link ShapeFit}, with its ideal. */
enum FitFigure {
  TWO_SAMPLE_ACCURACY("1-NN accuracy", 0.5, ShapeFit::twoSampleAccuracy),
  COVERAGE("coverage", 1, ShapeFit::coverage),
  OFF("off", 1, ShapeFit::off),
  SLICED_DISTANCE("sliced W2", 0, ShapeFit::slicedDistance);

  private final String title;
  private final double ideal;
  private final ToDoubleFunction<ShapeFit> of;

  FitFigure(String title, double ideal, ToDoubleFunction<ShapeFit> of) {
    this.title = title;
    this.ideal = ideal;
    this.of = of;
  }

  /** For people. */
  String title() {
    return title;
  }

  /** Its value among all of a fit. */
  double in(Map<FitFigure, Double> figures) {
    return Objects.requireNonNull(figures.get(this), title);
  }

  /** How far a value is from the ideal. */
  double miss(double value) {
    return Math.abs(value - ideal);
  }

  /** All of a fit. */
  static Map<FitFigure, Double> of(ShapeFit fit) {
    return each(figure -> figure.of.applyAsDouble(fit));
  }

  /** What there is of each. */
  static <T> Map<FitFigure, T> each(Function<FitFigure, T> of) {
    Map<FitFigure, T> all = new EnumMap<>(FitFigure.class);
    for (FitFigure figure : values()) {
      all.put(figure, of.apply(figure));
    }
    return all;
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
