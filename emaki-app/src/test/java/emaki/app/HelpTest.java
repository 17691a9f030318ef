package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The examples of the help texts: those before the first blank line run as they stand, one command
 * after the other in the order of {@code emaki --help}, on what the earlier ones have made; those
 * below it, on data of a person's own, are understood.
 */
final class HelpTest {
  private static final String EXAMPLE = "  emaki ";

  /** What is not carried out here, and why. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "emaki demo", "takes most of a minute",
          "emaki bench", "takes a minute",
          "emaki data fetch kmnist", "needs a network",
          "emaki explore", "opens a browser",
          "emaki paper --data kana:300 --only fig-8 --seeds 1 --out paper/rehearsal",
              "takes some seconds; PaperTest carries such out",
          "emaki explore runs --no-browser", "stays; ExplorerTrainingTest starts and ends it");

  private static final String NEEDS_PAGES = "emaki export";

  private static Stream<CommandSpec> commands(CommandSpec command) {
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream()
            .distinct()
            .map(CommandLine::getCommandSpec)
            .flatMap(HelpTest::commands));
  }

  private static List<CommandSpec> commands() {
    return commands(Main.commandLine().getCommandSpec()).toList();
  }

  /** The lines of a help that are commands, from where the others end or up to there. */
  private static List<String> examples(CommandSpec command, boolean own) {
    List<String> footer = Arrays.asList(command.usageMessage().footer());
    int blank = footer.indexOf("") < 0 ? footer.size() : footer.indexOf("");
    return footer.subList(own ? blank : 0, own ? footer.size() : blank).stream()
        .filter(line -> line.startsWith(EXAMPLE))
        .map(String::strip)
        .toList();
  }

  private static String[] words(String example) {
    String[] words = example.replace("'", "").split(" ", -1);
    return Arrays.copyOfRange(words, 1, words.length);
  }

  @Test
  void everyCommandHasAnExampleOfItself() {
    for (CommandSpec command : commands()) {
      UsageMessageSpec usage = command.usageMessage();
      String name = command.qualifiedName(" ");
      assertThat(usage.footerHeading()).as(name).isEqualTo("%nExamples:%n");
      assertThat(examples(command, false)).as(name).anyMatch(line -> line.startsWith(name));
      assertThat(Arrays.stream(usage.footer()).mapToInt(String::length))
          .as(name)
          .allMatch(n -> n < 121);
    }
  }

  @Test
  void examplesRunAsTheyStand() throws Exception {
    Path folder = Cli.here();
    Cli cli = new Cli(folder);
    Set<String> examples = new LinkedHashSet<>();
    commands().forEach(command -> examples.addAll(examples(command, false)));
    assertThat(examples).containsAll(NOT_HERE.keySet());
    writeTheSweepOfTheHelp(folder);
    boolean pages = Main.class.getResource("/emaki/app/explore/web/files.txt") != null;
    for (String example : examples) {
      if (NOT_HERE.containsKey(example) || (example.startsWith(NEEDS_PAGES) && !pages)) {
        ChildProcesses.check(List.of(words(example)));
        continue;
      }
      if (example.startsWith("emaki label")) {
        fillInTheNames(folder.resolve("runs/roll/clusterings/kmeans-names.csv"));
      }
      Cli.Result result = cli.run(words(example));
      assertThat(result.code()).as("%s said: %s", example, result.err()).isZero();
      assertThat(result.err()).as(example).doesNotContain("emaki: ");
    }
  }

  @Test
  void examplesOnDataOfOnesOwnAreUnderstood() {
    List<String> examples = new ArrayList<>();
    commands().forEach(command -> examples.addAll(examples(command, true)));
    assertThat(examples).hasSizeGreaterThan(10);
    for (String example : examples) {
      assertThatCode(() -> ChildProcesses.check(List.of(words(example))))
          .as(example)
          .doesNotThrowAnyException();
    }
  }

  private static void writeTheSweepOfTheHelp(Path folder) throws Exception {
    List<String> footer =
        Arrays.asList(
            commands().stream()
                .filter(command -> command.name().equals("sweep"))
                .findFirst()
                .orElseThrow()
                .usageMessage()
                .footer());
    int file = footer.indexOf("What sweep.yaml may hold, YAML or JSON:");
    Files.write(
        folder.resolve("sweep.yaml"),
        footer.subList(file + 2, footer.lastIndexOf("")).stream()
            .map(line -> line.substring(2))
            .toList());
  }

  /** As the help says to. */
  private static void fillInTheNames(Path file) throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1) + "round");
    lines.set(2, lines.get(2) + "tall");
    Files.write(file, lines);
  }
}
