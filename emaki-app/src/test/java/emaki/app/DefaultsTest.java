package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.Views;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.DataSpec;
import emaki.run.NetworkSpec;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command line's defaults are the specs': what help says, and what a bare command makes. */
final class DefaultsTest {
  private static CommandLine parsed(String... words) {
    CommandLine line = Main.commandLine();
    line.setDefaultValueProvider(new UserDefaults(Map.of()));
    line.parseArgs(words);
    return line.getSubcommands().get(words[0]);
  }

  @Test
  void trainingIsTheSpecs() {
    CommandLine train = parsed("train", "--data", "kana");
    TrainCommand command = train.getCommand();
    assertThat(command.spec()).isEqualTo(TrialSpec.of("kana"));
    TrialOptions.of(TrialSpec.of("kana"))
        .forEach(
            (name, value) -> {
              OptionSpec option = train.getCommandSpec().findOption("--" + name);
              assertThat(option).as(name).isNotNull();
              assertThat(option.defaultValue()).as(name).isNull();
              if (!List.of("data", "threads").contains(name)) {
                assertThat(option.defaultValueString()).as(name).isEqualTo(value);
              }
            });
  }

  /** What the user says goes before what the objective prefers, and that before the study's. */
  @Test
  void anObjectiveBringsItsDefaults() {
    TrainCommand bare = parsed("train", "--data", "kana", "--objective", "views").getCommand();
    assertThat(bare.spec())
        .isEqualTo(TrialOptions.spec(Map.of("data", "kana", "objective", "views")));
    assertThat(bare.spec().network())
        .isEqualTo(new NetworkSpec(256, List.of(1000, 1000), NetworkSpec.Model.CONV));
    TrainCommand said =
        parsed(
                "train",
                "--data",
                "kana",
                "--objective",
                "views:alignment=3",
                "--model",
                "mlp",
                "--latent-dim",
                "3",
                "--epochs",
                "7")
            .getCommand();
    assertThat(said.spec().network()).isEqualTo(new NetworkSpec(3, List.of(1000, 1000)));
    assertThat(said.spec().training().epochs()).isEqualTo(7);
    assertThat(said.spec().training().patience()).isZero();
    assertThat(said.folder()).hasFileName("kana-views-1");
  }

  @ParameterizedTest
  @CsvSource({"MLP, STUDY", "MLP, STRONG", "CNN, STUDY", "CNN, STRONG"})
  void classifyingIsTheRecipes(Kind kind, Recipe recipe) {
    ClassifyCommand command =
        parsed("classify", "--data", "kana", "--model", kind.name(), "--recipe", recipe.name())
            .getCommand();
    assertThat(command.spec()).isEqualTo(recipe.ofPixels(kind, DataSpec.of("kana")));
  }

  @ParameterizedTest
  @CsvSource({"MLP", "CNN"})
  void classifyingIsTheBestThatItsTimeAllows(Kind kind) {
    ClassifyCommand bare =
        parsed("classify", "--data", "kana", "--model", kind.name()).getCommand();
    assertThat(bare.spec()).isEqualTo(Recipe.STRONG.ofPixels(kind, DataSpec.of("kana")));
    assertThat(bare.time()).isEqualTo(Recipe.STRONG.minutes(kind)).isNotEmpty();
  }

  /** On latents nothing else differs, so that a sweep's classifiers ask no clock. */
  @Test
  void classifyingLatentsIsTheStudysWithBatchNormalisationAndDropout() {
    ClassificationSpec study = Recipe.STUDY.ofLatents(Path.of("run"), TrialSpec.of("kana"));
    ClassificationSpec strong = Recipe.STRONG.ofLatents(Path.of("run"), TrialSpec.of("kana"));
    assertThat(strong.trainOptions()).isEqualTo(study.trainOptions());
    assertThat(strong.method().augmentation()).isEqualTo(study.method().augmentation());
    assertThat(strong.network().of(1, 1, 30, 10))
        .isEqualTo(study.network().withBatchNormalisation(true).withDropout(0.25).of(1, 1, 30, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--data kana --minutes 3              | 3",
        "--data kana --recipe study           | 0",
        "--data kana --recipe study --minutes 3 | 3",
        "--data kana --epochs 5               | 0",
        "--data kana --minutes 3 --epochs 5   | 0",
        "runs/any                             | 0",
        "runs/any --minutes 3                 | 3"
      })
  void epochsThatAreTypedAreNotTimed(String words, double minutes) {
    ClassifyCommand command = parsed(("classify " + words.strip()).split(" ")).getCommand();
    assertThat(command.time().orElse(0)).isEqualTo(minutes);
  }

  /** What is typed goes before what stands in a file. */
  @Test
  void minutesThatAreTypedGoBeforeEpochsThatAreNot() {
    CommandLine line = Main.commandLine();
    line.setDefaultValueProvider(new UserDefaults(Map.of("EMAKI_EPOCHS", "7")));
    line.parseArgs("classify", "--data", "kana", "--minutes", "3");
    ClassifyCommand typed = line.getSubcommands().get("classify").getCommand();
    assertThat(typed.time()).hasValue(3);
    line.parseArgs("classify", "--data", "kana");
    ClassifyCommand standing = line.getSubcommands().get("classify").getCommand();
    assertThat(standing.time()).isEmpty();
  }

  /** Help names what the recipes differ in. */
  @Test
  void helpTellsTheRecipesDefaults() {
    CommandSpec help = parsed("classify", "--data", "kana").getCommandSpec();
    for (Recipe recipe : Recipe.values()) {
      for (Kind kind : Kind.values()) {
        recipe
            .minutes(kind)
            .ifPresent(minutes -> tells(help, "minutes", TrialOptions.text(minutes)));
        ClassificationSpec spec = recipe.ofPixels(kind, DataSpec.of("kana"));
        tells(help, "batch-size", String.valueOf(spec.training().batchSize()));
        tells(help, "learning-rate", spec.training().learningRate().toString());
        tells(help, "epochs", String.valueOf(spec.training().epochs()));
        tells(help, "patience", String.valueOf(spec.training().patience()));
        tells(help, "validation-fraction", TrialOptions.text(spec.training().validationFraction()));
        tells(help, "seed", String.valueOf(spec.training().seed()));
        tells(help, "hidden", joined(spec.network().hidden()));
        tells(help, "filters", joined(spec.network().filters()));
        tells(help, "dropout", TrialOptions.text(spec.network().dropout()));
        tells(help, "batch-norm", spec.network().batchNormalisation() ? "yes" : "no");
        tells(help, "augment", spec.method().augmentation().equals(Views.NONE) ? "no" : "yes");
        tells(help, "schedule", spec.method().schedule().name().toLowerCase(java.util.Locale.ROOT));
      }
      ClassificationSpec latents = recipe.ofLatents(Path.of("run"), TrialSpec.of("kana"));
      tells(help, "epochs", String.valueOf(latents.training().epochs()));
      tells(help, "batch-size", String.valueOf(latents.training().batchSize()));
      tells(help, "learning-rate", latents.training().learningRate().toString());
      tells(help, "patience", String.valueOf(latents.training().patience()));
      tells(help, "augment", latents.method().augmentation().equals(Views.NONE) ? "no" : "yes");
    }
  }

  private static void tells(CommandSpec help, String name, String value) {
    String text = String.join(" ", help.findOption("--" + name).description());
    assertThat(text.substring(text.indexOf("Default"))).as(name).containsPattern("\\b" + value);
  }

  private static String joined(List<Integer> widths) {
    return String.join(",", widths.stream().map(String::valueOf).toList());
  }
}
