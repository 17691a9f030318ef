package emaki.app;

import emaki.data.InputException;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options' defaults: those that the user set, the environment ({@code EMAKI_SIGMA}) before
 * {@code ./emaki.properties} before {@code $XDG_CONFIG_HOME/emaki/emaki.properties}; keys are the
 * options' long names. What the user leaves open {@code train} has from the spec's own defaults.
 */
final class UserDefaults implements IDefaultValueProvider {
  private static final Map<String, String> TRAIN = trainDefaults();

  private final Map<String, String> environment;
  private final Map<Path, Properties> files = new LinkedHashMap<>();

  UserDefaults(Map<String, String> environment) {
    this.environment = environment;
    String config =
        environment.getOrDefault("XDG_CONFIG_HOME", System.getProperty("user.home") + "/.config");
    Stream.of(Path.of("emaki.properties"), Path.of(config, "emaki", "emaki.properties"))
        .filter(Files::isRegularFile)
        .forEach(file -> files.put(file, read(file)));
  }

  /**
   * Checks that every key is the name of an option of some command.
   *
   * @throws InputException where one has no effect
   */
  void requireKnown(CommandSpec root) {
    Set<String> known = new TreeSet<>();
    collect(root, known);
    files.forEach(
        (file, properties) ->
            properties.stringPropertyNames().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .findFirst()
                .ifPresent(
                    key -> {
                      throw new InputException(
                          file.toString(),
                          "no option is called " + key,
                          "keys are options' long names without dashes, such as learning-rate; mend it or remove it");
                    }));
  }

  private static void collect(CommandSpec command, Set<String> names) {
    command.options().forEach(option -> names.add(key(option)));
    command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), names));
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.longestName().equals("--help")) {
      return null;
    }
    String name = key(option);
    return given(name)
        .map(Given::value)
        .orElseGet(() -> option.command().name().equals("train") ? TRAIN.get(name) : null);
  }

  /**
   * A default of the user's.
   *
   * @param where a variable of the environment, or a file
   */
  record Given(String where, String value) {}

  /** What the user gave an option for its default, by its long name; empty: nothing. */
  Optional<Given> given(String name) {
    String variable = "EMAKI_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    // $EMAKI_DATA is the folder of datasets, not the one dataset that --data names.
    if (environment.containsKey(variable) && !name.equals("data")) {
      return Optional.of(new Given(variable, environment.getOrDefault(variable, "")));
    }
    return files.entrySet().stream()
        .filter(file -> file.getValue().containsKey(name))
        .map(file -> new Given(file.getKey().toString(), file.getValue().getProperty(name)))
        .findFirst();
  }

  private static Map<String, String> trainDefaults() {
    Map<String, String> defaults = TrialOptions.of(TrialSpec.of(""));
    // There is no default of what to learn from.
    defaults.remove("data");
    return defaults;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try {
      // Editors of Windows put a mark of byte order in front, which would be part of the first key.
      properties.load(new StringReader(Files.readString(file).replaceFirst("^\\uFEFF", "")));
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      String why = e instanceof IOException io ? InputException.reason(io) : e.getMessage();
      throw new InputException(
          file.toString(), "cannot be read: " + why, "mend it or remove it", e);
    }
  }
}
