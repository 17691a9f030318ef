package emaki.app.explore;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which option a refusal is about: the one that it names, or whose words it uses. */
final class OptionNames {
  private static final Pattern DASHED = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");

  private final List<String> longestFirst;

  OptionNames(List<Training.Option> options) {
    this.longestFirst =
        options.stream()
            .map(Training.Option::name)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The option's name without dashes; empty where the sentence is about none of them. */
  Optional<String> in(String sentence) {
    // What stands in brackets is what to do about it, which may be another option.
    String fault = sentence.replaceFirst("\\s*\\([^()]*\\)$", "");
    Matcher dashed = DASHED.matcher(fault);
    if (dashed.find() && longestFirst.contains(dashed.group(1))) {
      return Optional.of(dashed.group(1));
    }
    return longestFirst.stream()
        .filter(
            name -> Pattern.compile("\\b" + name.replace('-', ' ') + "\\b").matcher(fault).find())
        .findFirst();
  }
}
