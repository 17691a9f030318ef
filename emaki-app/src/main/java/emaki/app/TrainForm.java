package emaki.app;

import emaki.app.explore.Training;
import emaki.data.Catalogue;
import emaki.data.InputException;
import emaki.sweep.CommandLauncher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code emaki train} as a form, read off the command's own model. */
public final class TrainForm implements Training {
  private static final String COMMAND = "train";

  /** Goes on with a run, which a form does not. */
  private static final String RESUME = "--resume";

  private static final String DATA = "data";

  /** What an option without a value is, and what it is where it is given. */
  private static final List<String> FLAG = List.of("no", "yes");

  private final List<Option> options;

  /** Reads the options, with the defaults that the user set. */
  public TrainForm() {
    CommandLine train = train(Main.commandLine());
    CommandSpec spec = train.getCommandSpec();
    Set<OptionSpec> everywhere =
        spec.mixins().values().stream()
            .flatMap(mixin -> mixin.options().stream())
            .collect(Collectors.toSet());
    Set<String> others =
        everywhere.stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    others.add(RESUME);
    this.options =
        spec.options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .filter(option -> !others.contains(option.longestName()))
            .map(option -> described(train, option))
            .toList();
  }

  private static Option described(CommandLine train, OptionSpec option) {
    String name = option.longestName().replaceFirst("^-+", "");
    List<String> choices = new ArrayList<>();
    if (name.equals(DATA)) {
      choices.add("kana");
      choices.addAll(Catalogue.names());
    } else if (option.completionCandidates() != null) {
      StreamSupport.stream(option.completionCandidates().spliterator(), false)
          .forEach(choices::add);
    }
    boolean flag = option.arity().max() == 0;
    if (flag) {
      choices.addAll(FLAG);
    }
    String value = flag ? FLAG.get(0) : initial(train, option);
    // The form shows the default in the field.
    String description =
        String.join(" ", option.description()).replace("Default " + value + ".", "").strip();
    boolean closed = flag || option.type().isEnum();
    return new Option(name, description, value, choices.stream().distinct().toList(), closed);
  }

  /** What the option is unless it is given: the user's default or the spec's. */
  private static String initial(CommandLine train, OptionSpec option) {
    try {
      return Objects.requireNonNullElse(train.getDefaultValueProvider().defaultValue(option), "");
    } catch (Exception e) {
      throw new InputException(
          option.longestName(), "its default cannot be read", "mend emaki.properties", e);
    }
  }

  @Override
  public List<Option> options() {
    return options;
  }

  @Override
  public List<String> words(Map<String, String> given) {
    Set<String> known = options.stream().map(Option::name).collect(Collectors.toSet());
    given.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InputException(
                  "--" + name, "no such option", "emaki train --help tells the options");
            });
    if (!given.containsKey(DATA)) {
      throw new InputException("--data", "none given", "try kana");
    }
    List<String> words = new ArrayList<>(List.of(COMMAND));
    for (Option option : options) {
      String text = given.get(option.name());
      if (text != null && !text.equals(option.value())) {
        words.addAll(
            option.choices().equals(FLAG) ? given(option, text) : worded(option.name(), text));
      }
    }
    check(words);
    return words;
  }

  /** A value that begins like an option is tied to its name. */
  private static List<String> worded(String name, String text) {
    return text.startsWith("-") ? List.of("--" + name + "=" + text) : List.of("--" + name, text);
  }

  private static List<String> given(Option flag, String text) {
    if (!text.equals(FLAG.get(1))) {
      throw new InputException("--" + flag.name() + " " + text, "expected yes or no", "say yes");
    }
    return List.of("--" + flag.name());
  }

  private void check(List<String> words) {
    ChildProcesses.check(words);
    CommandLine line = Main.commandLine();
    line.parseArgs(words.toArray(String[]::new));
    TrainCommand command = train(line).getCommand();
    command.check();
  }

  private static CommandLine train(CommandLine line) {
    return Objects.requireNonNull(line.getSubcommands().get(COMMAND), "there is emaki train");
  }

  @Override
  public CommandLauncher.Command start(List<String> words, Path log) throws IOException {
    return ChildProcesses.start(words, log);
  }
}
