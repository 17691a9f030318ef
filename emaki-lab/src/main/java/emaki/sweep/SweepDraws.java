package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.Streams;
import emaki.run.TrialOptions;
import emaki.sweep.SweepFile.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A sweep's random configurations. Each option of each draw has a stream of its own, so that one
 * more option, or more draws, leave the others as they were.
 */
record SweepDraws(SweepFile file, JsonNode random, JsonPointer where) {
  /** Digits that a drawn number keeps: it stands in a folder's name and on a command line. */
  private static final MathContext DIGITS = new MathContext(6);

  /** The options that are drawn. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    random.fieldNames().forEachRemaining(options::add);
    options.removeAll(List.of("draws", "seed"));
    return options;
  }

  /** The draws; one that repeats an earlier one is left out. */
  List<Map<String, Value>> draw() {
    LinkedHashSet<Map<String, Value>> draws = new LinkedHashSet<>();
    long seed = random.path("seed").asLong(0);
    for (int i = 0; i < random.path("draws").asInt(); i++) {
      Map<String, Value> values = new LinkedHashMap<>();
      for (String option : options()) {
        values.put(option, draw(option, Streams.of(seed, "sweep/" + option, i)));
      }
      draws.add(values);
    }
    return List.copyOf(draws);
  }

  private Value draw(String option, RandomGenerator generator) {
    JsonPointer place = where.appendProperty(option);
    Map.Entry<String, JsonNode> law = random.path(option).properties().iterator().next();
    JsonNode among = law.getValue();
    if (law.getKey().equals("choice")) {
      return new Value(TrialOptions.text(among.path(generator.nextInt(among.size()))), place);
    }
    double from = among.path(0).asDouble();
    double to = among.path(1).asDouble();
    // What YAML takes for a number may be more than one of these holds.
    if (!(from < to && Double.isFinite(to - from))) {
      throw file.fault(
          place.appendProperty(law.getKey()),
          "expected a smaller and a larger number, found %s and %s"
              .formatted(TrialOptions.text(among.path(0)), TrialOptions.text(among.path(1))),
          "as in [0.1, 10]");
    }
    boolean whole = TrialOptions.isWhole(option);
    boolean logarithmic = law.getKey().equals("log-uniform");
    // Whole numbers are rounded from half a unit more on either side, or the ends would be rarer.
    double low = !whole ? from : logarithmic ? Math.max(from - 0.5, from / 2) : from - 0.5;
    double high = whole ? to + 0.5 : to;
    double share = generator.nextDouble();
    double value =
        logarithmic
            ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
            : low + share * (high - low);
    return new Value(whole ? whole(value, from, to) : rounded(value, from, to), place);
  }

  private static String whole(double value, double from, double to) {
    long least = (long) Math.ceil(from);
    long most = Math.max(least, (long) Math.floor(to));
    return String.valueOf(Math.max(least, Math.min(most, Math.round(value))));
  }

  private static String rounded(double value, double from, double to) {
    double number = new BigDecimal(value).round(DIGITS).doubleValue();
    return TrialOptions.text(Math.max(from, Math.min(to, number)));
  }
}
