package emaki.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A loss and what it is made of, averaged over some images.
 *
 * @param total what is minimised
 * @param parts by name, in the order in which people read them; NaN where a part does not apply
 */
public record Losses(double total, Map<String, Double> parts) {
  public Losses {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** A part by name; NaN where this loss has none such. */
  public double part(String name) {
    return parts.getOrDefault(name, Double.NaN);
  }

  /**
   * A running mean, weighted by the number of images; its state is plain numbers, so that a
   * checkpoint can hold it.
   */
  static final class Mean {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private double total;
    private long images;

    void add(Losses losses, int count) {
      losses.parts.forEach((name, value) -> sums.merge(name, count * value, Double::sum));
      total += count * losses.total;
      images += count;
    }

    Losses mean() {
      Map<String, Double> parts = new LinkedHashMap<>(sums);
      parts.replaceAll((name, sum) -> sum / images);
      return new Losses(total / images, parts);
    }

    /** Every number that the mean rests on, by name. */
    Map<String, Double> state() {
      Map<String, Double> state = new LinkedHashMap<>();
      sums.forEach((name, sum) -> state.put("part " + name, sum));
      state.put("total", total);
      state.put("images", (double) images);
      return state;
    }

    /** The mean that {@link #state()} told of, in digits. */
    static Mean of(Map<String, String> digits) {
      Mean mean = new Mean();
      digits.forEach(
          (name, value) -> {
            double number = Double.parseDouble(value);
            switch (name) {
              case "total" -> mean.total = number;
              case "images" -> mean.images = (long) number;
              default -> mean.sums.put(name.replaceFirst("^part ", ""), number);
            }
          });
      return mean;
    }
  }
}
