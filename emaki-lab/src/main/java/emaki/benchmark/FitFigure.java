package emaki.benchmark;

import com.fasterxml.jackson.annotation.JsonValue;
import emaki.eval.ShapeFit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A measure of {@link ShapeFit}, with its ideal. */
enum FitFigure {
  TWO_SAMPLE_ACCURACY("1-NN accuracy", 0.5),
  COVERAGE("coverage", 1),
  OFF("off", 1),
  SLICED_DISTANCE("sliced W2", 0);

  private final String title;
  private final double ideal;

  FitFigure(String title, double ideal) {
    this.title = title;
    this.ideal = ideal;
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
    return each(
        figure ->
            switch (figure) {
              case TWO_SAMPLE_ACCURACY -> fit.twoSampleAccuracy();
              case COVERAGE -> fit.coverage();
              case OFF -> fit.off();
              case SLICED_DISTANCE -> fit.slicedDistance();
            });
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
