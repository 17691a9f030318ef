package emaki.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.data.InputException;
import emaki.data.Views;
import emaki.prior.Prior;
import emaki.prior.SwissRoll;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Method;
import emaki.run.ClassificationSpec.Network;
import emaki.run.ClassificationSpec.Recipe;
import emaki.train.LearningRate;
import emaki.train.Weight;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specs: withers change what they name alone, and files hold the themes side by side. */
final class SpecsTest {
  private static final TrialSpec TRIAL =
      new TrialSpec(
          new DataSpec("kana:7", "8x8"),
          new ObjectiveSpec("gaussian", 2, 3, "cauchy-schwarz", "reconstruction"),
          new NetworkSpec(4, List.of(5, 6), NetworkSpec.Model.CONV),
          new TrainingSpec(7, 0.8, 9, 10, 0.11, 12, 13));

  private static final ClassificationSpec CLASSES =
      new ClassificationSpec(
          "runs/a",
          TRIAL.data(),
          new LabelFile("labels.csv", "a1"),
          new Network(Kind.MLP, List.of(5), 6, List.of(7), 8, 9, true, 0.1),
          new Method(Recipe.STRONG, Views.PHOTOGRAPHS, LearningRate.COSINE, 0.6),
          TRIAL.training());

  /**
   * Two records of a kind that differ in every component that has a wither.
   *
   * @param one the record that the withers are called on
   * @param other the record whose components are put in
   */
  private record Pair(Record one, Record other) {
    @Override
    public String toString() {
      return one.getClass().getSimpleName();
    }
  }

  static Stream<Pair> pairs() {
    TrialSpec trial = TrialSpec.of("kana");
    ClassificationSpec cnn = Recipe.STUDY.ofPixels(Kind.CNN, trial.data());
    return Stream.of(
        new Pair(TRIAL.data(), trial.data()),
        new Pair(TRIAL.objective(), trial.objective()),
        new Pair(TRIAL.network(), trial.network()),
        new Pair(TRIAL.training(), trial.training()),
        new Pair(TRIAL, trial),
        new Pair(CLASSES.network(), cnn.network()),
        new Pair(CLASSES.method(), cnn.method()),
        new Pair(CLASSES, Recipe.STUDY.ofPixels(Kind.MLP, trial.data())));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyComponentSurvivesEveryWither(Pair pair) throws ReflectiveOperationException {
    List<String> changed = new ArrayList<>();
    for (RecordComponent component : pair.one().getClass().getRecordComponents()) {
      java.lang.reflect.Method wither = wither(pair.one().getClass(), component);
      if (wither != null) {
        Object value = component.getAccessor().invoke(pair.other());
        Object made = wither.invoke(pair.one(), value);
        for (RecordComponent each : pair.one().getClass().getRecordComponents()) {
          Object wanted =
              each.getName().equals(component.getName())
                  ? value
                  : each.getAccessor().invoke(pair.one());
          assertThat(each.getAccessor().invoke(made)).as(each.getName()).isEqualTo(wanted);
        }
        changed.add(component.getName());
      }
    }
    assertThat(changed).isNotEmpty();
  }

  /** {@code withSigma(double)} of a theme, {@code with(DataSpec)} of a whole spec. */
  private static java.lang.reflect.@Nullable Method wither(
      Class<?> type, RecordComponent component) {
    String name = component.getName();
    String named = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Stream.of(type.getMethods())
        .filter(method -> method.getName().equals(named) || method.getName().equals("with"))
        .filter(method -> List.of(method.getParameterTypes()).equals(List.of(component.getType())))
        .findFirst()
        .orElse(null);
  }

  /** Before anything is made: no failed run stays behind. */
  @Test
  void aPriorBesideAnObjectivesOwnIsRefused() {
    TrialSpec towards = TrialSpec.of("kana").withPrior("swiss-roll");
    ObjectiveSpec views = towards.objective().withObjective("views");
    assertThatThrownBy(() -> towards.with(views))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sphere")
        .hasMessageContaining("prior");
    assertThat(towards.with(views.withPrior("none")).objective().objective()).isEqualTo("views");
  }

  @Test
  void everyComponentOfATrialHasAWither() {
    Stream.of(DataSpec.class, ObjectiveSpec.class, NetworkSpec.class, TrainingSpec.class)
        .flatMap(type -> Stream.of(type.getRecordComponents()))
        .forEach(
            component ->
                assertThat(wither(component.getDeclaringRecord(), component))
                    .as(component.getName())
                    .isNotNull());
  }

  @Test
  void theShorthandsOfATrialAreThoseOfItsThemes() {
    TrialSpec made =
        TRIAL.withPrior("none").withLatentDim(2).withEpochs(3).withSeed(4).withThreads(5);
    assertThat(made)
        .isEqualTo(
            new TrialSpec(
                TRIAL.data(),
                TRIAL.objective().withPrior("none"),
                TRIAL.network().withLatentDim(2),
                TRIAL.training().withEpochs(3).withSeed(4).withThreads(5)));
  }

  @Test
  void filesHoldTheThemesSideBySideAndReadBack() throws JsonProcessingException {
    ObjectNode trial = Json.MAPPER.valueToTree(TRIAL);
    assertThat(trial.toString())
        .isEqualTo(
            "{'kind':'autoencoder','data':'kana:7','resize':'8x8','prior':'gaussian','sigma':2.0,"
                    .replace('\'', '"')
                + "'lambda':3.0,'divergence':'cauchy-schwarz','objective':'reconstruction',"
                    .replace('\'', '"')
                + "'learn_from':'training',".replace('\'', '"')
                + "'latent_dim':4,'hidden':[5,6],'model':'conv',".replace('\'', '"')
                + "'batch_size':7,'learning_rate':0.8,'epochs':9,'patience':10,".replace('\'', '"')
                + "'validation_fraction':0.11,'seed':12,'threads':13}".replace('\'', '"'));
    assertThat(Json.MAPPER.treeToValue(trial, RunSpec.class)).isEqualTo(TRIAL);
    trial.remove(List.of("divergence", "objective", "learn_from", "kind", "model"));
    assertThat(Json.MAPPER.treeToValue(trial, RunSpec.class))
        .isEqualTo(TRIAL.with(TRIAL.network().withModel(NetworkSpec.Model.MLP)));
    ObjectNode classes = Json.MAPPER.valueToTree(CLASSES);
    List<String> names = new ArrayList<>();
    classes.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            ("kind source data resize labels network recipe augmentation schedule weight_decay batch_size"
                    + " learning_rate epochs patience validation_fraction seed threads")
                .split(" ", -1));
    assertThat(Json.MAPPER.treeToValue(classes, RunSpec.class)).isEqualTo(CLASSES);
  }

  /** Runs of 0.1.0 had changes of another kind: they go on with today's. */
  @ParameterizedTest
  @CsvSource({"true, 0, MLP", "false, 0, MLP", "false, 8, CNN"})
  void earlierAugmentationsAreTodays(boolean none, int cutout, Kind kind)
      throws JsonProcessingException {
    ObjectNode classes = Json.MAPPER.valueToTree(CLASSES);
    classes.putObject("augmentation").put("shift", 2.0).put("cutout", cutout).put("none", none);
    RunSpec read = Json.MAPPER.treeToValue(classes, RunSpec.class);
    Views today = Recipe.augmentation(kind, !none);
    assertThat(read).isEqualTo(CLASSES.with(CLASSES.method().withAugmentation(today)));
  }

  @Test
  void widthAndWeightAreNumbersOrFoundByEmaki() throws JsonProcessingException {
    TrialSpec auto =
        TRIAL.with(
            TRIAL.objective().withSigma(NumberOrAuto.AUTO).withLambda(new NumberOrAuto("auto")));
    ObjectNode file = Json.MAPPER.valueToTree(auto);
    assertThat(file.path("sigma").asText()).isEqualTo("auto");
    assertThat(Json.MAPPER.treeToValue(file, RunSpec.class)).isEqualTo(auto);
    assertThat(TrialOptions.spec(TrialOptions.of(auto))).isEqualTo(auto);
    assertThat(TrialOptions.spec(TrialOptions.of(TRIAL))).isEqualTo(TRIAL);
    assertThat(new NumberOrAuto("1e1")).isEqualTo(NumberOrAuto.of(10));
    assertThat(auto.objective().weight(4200)).isEqualTo(Weight.ofError(0.44));
    assertThat(TRIAL.objective().weight(4200)).isEqualTo(Weight.of(3));
    Prior roll = new SwissRoll(1);
    assertThat(auto.objective().divergence(Optional.of(roll), 100, TRIAL.training()).parts())
        .contains("sigma");
    assertThat(TRIAL.objective().divergence(Optional.of(roll), 100, TRIAL.training()).parts())
        .doesNotContain("sigma");
  }

  /** What was given for nothing is refused, unless all is given. */
  @Test
  void anOptionWithoutEffectIsNamed() {
    TrialSpec plain = TrialSpec.of("kana");
    Set<String> all = TrialOptions.of(plain).keySet();
    for (String option : List.of("sigma", "lambda", "divergence")) {
      assertThat(refused(() -> TrialOptions.requireEffect(plain, Set.of("prior", option))))
          .contains(option);
    }
    TrialOptions.requireEffect(plain, Set.of("prior", "hidden", "epochs"));
    TrialOptions.requireEffect(plain, all);
    TrialSpec ring = plain.withPrior("ring");
    TrialOptions.requireEffect(ring, Set.of("sigma", "lambda", "divergence"));
    for (String divergence : List.of("energy", "mmd", "euclidean", "sliced-wasserstein")) {
      TrialSpec other = ring.with(ring.objective().withDivergence(divergence));
      TrialOptions.requireEffect(other, Set.of("lambda", "divergence"));
      assertThat(refused(() -> TrialOptions.requireEffect(other, Set.of("sigma"))))
          .contains("sigma");
    }
    TrialSpec conv = plain.with(plain.network().withModel(NetworkSpec.Model.CONV));
    assertThat(refused(() -> TrialOptions.requireEffect(conv, Set.of("hidden"))))
        .contains("hidden");
  }

  @Test
  void whatIsOutOfItsRangeIsNamed() {
    assertThat(refused(() -> TRIAL.objective().withSigma(0))).contains("sigma");
    assertThat(refused(() -> TRIAL.objective().withLambda(-1))).contains("lambda");
    assertThat(refused(() -> TRIAL.objective().withDivergence("x"))).contains("divergence");
    assertThat(refused(() -> TRIAL.objective().withObjective("x"))).contains("objective");
    assertThat(refused(() -> TRIAL.objective().withObjective("reconstruction:x=1")))
        .contains("objective");
    assertThat(refused(() -> TRIAL.training().withValidationFraction(0.6)))
        .contains("validation-fraction");
    assertThatThrownBy(() -> TrialSpec.of("kana").withPrior("ring:radius=x"))
        .isInstanceOf(InputException.class);
  }

  private static java.util.Optional<String> refused(Runnable made) {
    try {
      made.run();
      throw new AssertionError("Expected a refusal");
    } catch (InputException e) {
      return e.setting();
    }
  }
}
