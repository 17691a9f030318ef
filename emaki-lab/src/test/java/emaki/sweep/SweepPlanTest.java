package emaki.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import emaki.eval.Spread;
import emaki.run.Json;
import emaki.run.NetworkSpec;
import emaki.run.ObjectiveSpec;
import emaki.run.TrainingSpec;
import emaki.run.TrialOptions;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs a sweep file asks for. */
final class SweepPlanTest {
  /** Knows every deed, and of the settings threads for classify alone. */
  private static final CommandLauncher LAUNCHER =
      new CommandLauncher() {
        @Override
        public void check(Deed deed) {
          if (deed.settings().containsKey("threads") && !deed.name().equals("classify")) {
            throw new InputException("‹threads›", "unknown", "none");
          }
        }

        @Override
        public List<String> words(Deed deed) {
          throw new AssertionError("a plan asks for no words");
        }

        @Override
        public Command start(Deed deed, Path log) {
          throw new AssertionError("a plan starts nothing");
        }
      };

  private static SweepPlan plan(String yaml) {
    try {
      Path file = Files.createTempFile("sweep", ".yaml");
      try {
        Files.writeString(file, yaml);
        return SweepPlan.of(SweepFile.read(file), new SweepPlan.Defaults(1, null), LAUNCHER);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Double> sigmas(SweepPlan plan) {
    return plan.runs().stream()
        .map(run -> run.spec().objective().sigma().number().orElseThrow())
        .toList();
  }

  @Property(tries = 40)
  void gridsAreProductsInTheOrderOfTheFile(
      @ForAll @Size(min = 1, max = 4) Set<@IntRange(min = 1, max = 1000) Integer> sigma,
      @ForAll @Size(min = 1, max = 4) Set<@DoubleRange(max = 100) Double> lambda,
      @ForAll @Size(min = 1, max = 3) Set<Long> seeds) {
    SweepPlan plan =
        plan(
            "base: {data: kana, prior: gaussian}\ngrid: {sigma: %s, lambda: %s}\nseeds: %s\n"
                .formatted(sigma, lambda, seeds));
    List<String> expected = new ArrayList<>();
    for (double s : sigma) {
      for (double l : lambda) {
        for (long seed : seeds) {
          expected.add("%s %s %s".formatted(s, l, seed));
        }
      }
    }
    assertThat(
            plan.runs().stream()
                .map(run -> run.spec())
                .map(
                    spec ->
                        "%s %s %s"
                            .formatted(
                                spec.objective().sigma(),
                                spec.objective().lambda(),
                                spec.training().seed())))
        .containsExactlyElementsOf(expected);
    assertThat(plan.runs().stream().map(SweepRun::varied).distinct())
        .hasSize(sigma.size() * lambda.size());
    assertThat(plan.runs().stream().map(SweepRun::id).distinct()).hasSize(expected.size());
  }

  @Test
  void listedConfigurationsOverrideTheBaseAndVaryWithTheGrid() {
    SweepPlan plan =
        plan(
            """
            base: {data: kana, sigma: 5, epochs: 7}
            list: [{prior: none}, {prior: gaussian, sigma: 1}]
            grid: {lambda: [1e-3, 2]}
            """);
    assertThat(plan.varied()).containsExactly("lambda", "prior", "sigma");
    assertThat(plan.runs().stream().map(SweepRun::id))
        .containsExactly(
            "lambda=0.001,prior=none,sigma=5,seed=0",
            "lambda=0.001,prior=gaussian,sigma=1,seed=0",
            "lambda=2,prior=none,sigma=5,seed=0",
            "lambda=2,prior=gaussian,sigma=1,seed=0");
    assertThat(plan.runs().stream().map(run -> run.spec().training().epochs())).containsOnly(7);
    assertThat(plan.runs().stream().map(run -> run.spec().training().threads())).containsOnly(1);
  }

  @Property(tries = 30)
  void drawsLieInTheirRangesAndDependOnNothingElse(
      @ForAll @IntRange(min = 1, max = 40) int draws, @ForAll long seed) {
    String random =
        "base: {data: kana}\nrandom: {draws: %d, seed: %d, sigma: {log-uniform: [0.1, 10]}%s}\n";
    String more = ", latent-dim: {uniform: [2, 4]}, hidden: {choice: [\"8,4\", [16]]}";
    SweepPlan few = plan(random.formatted(draws, seed, ""));
    SweepPlan many = plan(random.formatted(draws + 3, seed, more));
    assertThat(sigmas(few)).hasSize(draws).allMatch(sigma -> sigma >= 0.1 && sigma <= 10);
    assertThat(sigmas(many).subList(0, draws)).isEqualTo(sigmas(few));
    assertThat(many.runs())
        .extracting(SweepRun::spec)
        .allMatch(spec -> spec.network().latentDim() >= 2 && spec.network().latentDim() <= 4)
        .allMatch(spec -> Set.of(List.of(8, 4), List.of(16)).contains(spec.network().hidden()));
  }

  @Test
  void drawsFillTheirRangesEvenly() {
    SweepPlan plan =
        plan(
            """
            base: {data: kana}
            random: {draws: 3000, sigma: {log-uniform: [0.01, 100]}, latent-dim: {uniform: [1, 4]}}
            """);
    long below = sigmas(plan).stream().filter(sigma -> sigma < 1).count();
    assertThat(below).isBetween(1400L, 1600L);
    Map<Integer, Long> dimensions =
        plan.runs().stream()
            .collect(
                Collectors.groupingBy(r -> r.spec().network().latentDim(), Collectors.counting()));
    assertThat(dimensions.keySet()).containsExactlyInAnyOrder(1, 2, 3, 4);
    assertThat(dimensions.values()).allMatch(count -> count > 650 && count < 850);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log-uniform: [0.1, 1e999]",
        "log-uniform: [10, 1]",
        "uniform: [-1.7e308, 1.7e308]"
      })
  void drawsFromEndlessRangesAreRefused(String law) {
    assertThatThrownBy(
            () -> plan("base: {data: kana}\nrandom: {draws: 2, sigma: {%s}}\n".formatted(law)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a smaller and a larger number");
  }

  @Test
  void repeatedDrawsAreLeftOut() {
    SweepPlan plan =
        plan(
            "base: {data: kana}\nrandom: {draws: 50, sigma: {choice: [1, 2, 3]}}\nseeds: [4, 5]\n");
    assertThat(plan.runs()).hasSize(6);
  }

  @Test
  void namesAreSafeShortAndDifferent() {
    String priors =
        IntStream.range(0, 30)
            .mapToObj(
                i -> "\"gaussian-mixture:components=%d,spread=5,width=1.%030d\"".formatted(9, i))
            .collect(Collectors.joining(", "));
    SweepPlan plan =
        plan(
            "base: {data: kana}\ngrid:\n  prior: [none, %s]\n  hidden: [\"8,4\", [8, 5]]\n"
                .formatted(priors));
    assertThat(plan.runs().stream().map(SweepRun::id).distinct()).hasSize(62);
    assertThat(plan.runs())
        .extracting(SweepRun::id)
        .allMatch(id -> id.matches("[A-Za-z0-9._=,-]{1,100}"))
        .contains("prior=none,hidden=8-4,seed=0");
  }

  @Test
  void countsBeforeItBuilds() {
    String ten = IntStream.range(1, 11).mapToObj(String::valueOf).collect(Collectors.joining(","));
    String grid =
        List.of("sigma", "lambda", "latent-dim", "batch-size", "epochs", "patience", "threads")
            .stream()
            .map(option -> option + ": [" + ten + "]")
            .collect(Collectors.joining(", "));
    assertThatThrownBy(() -> plan("base: {data: kana}\ngrid: {" + grid + "}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(":2: grid")
        .hasMessageContaining("10000000 runs");
  }

  @Test
  void deedsSayEverything() {
    SweepPlan plan =
        plan(
            """
            base: {data: "kana:200", data-dir: here, resize: 8x8, learning-rate: 1e-3}
            then: {cluster: {k: 3}, classify: {batch-norm: true, augment: false, dropout: 0.25}}
            """);
    SweepFolder folder = new SweepFolder(Path.of("s"));
    List<Deed> deeds = plan.deeds(plan.runs().get(0), folder);
    Path run = Path.of("s/runs/seed=0");
    assertThat(deeds.get(0)).isEqualTo(new Deed("train", null, deeds.get(0).settings(), run));
    assertThat(texts(deeds.get(0)))
        .containsExactly(
            "data=kana:200",
            "resize=8x8",
            "prior=none",
            "sigma=auto",
            "lambda=auto",
            "divergence=cauchy-schwarz",
            "objective=reconstruction",
            "learn-from=training",
            "latent-dim=3",
            "hidden=800,400",
            "model=mlp",
            "batch-size=1000",
            "learning-rate=0.001",
            "epochs=100",
            "patience=10",
            "validation-fraction=0.1",
            "seed=0",
            "threads=1",
            "data-dir=here");
    assertThat(deeds.get(1)).isEqualTo(new Deed("cluster", run, Map.of("k", "3"), null));
    assertThat(deeds.get(2)).isEqualTo(new Deed("classify", run, deeds.get(2).settings(), null));
    assertThat(texts(deeds.get(2)))
        .containsExactly("batch-norm=true", "augment=false", "dropout=0.25", "threads=1");
  }

  private static List<String> texts(Deed deed) {
    return deed.settings().entrySet().stream().map(Object::toString).toList();
  }

  @Test
  void whatEmakiFindsItselfMayBeAskedForBesideNumbers() {
    SweepPlan plan =
        plan(
            """
            base: {data: "kana:200", prior: ring, latent-dim: 2}
            grid: {sigma: [auto, 1], lambda: [auto, 0.1], learning-rate: [auto, 1e-3]}
            """);
    assertThat(plan.runs())
        .extracting(run -> run.spec().training().learningRate().toString())
        .containsExactly("auto", "0.001", "auto", "0.001", "auto", "0.001", "auto", "0.001");
  }

  @Test
  void theSchemaKnowsTheOptionsOfTraining() throws IOException {
    JsonNode known = Json.MAPPER.readTree(SweepSchema.text()).at("/$defs/options/properties");
    List<String> names = new ArrayList<>();
    known.fieldNames().forEachRemaining(names::add);
    List<String> options = new ArrayList<>(TrialOptions.names());
    options.remove("seed");
    options.add("data-dir");
    assertThat(names).containsExactlyInAnyOrderElementsOf(options);
  }

  @Property(tries = 50)
  void optionsMakeTheirSpecAgain(
      @ForAll @DoubleRange(min = -9, max = 9) double exponent,
      @ForAll @DoubleRange(max = 1e6) double lambda,
      @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 2000) Integer> hidden,
      @ForAll long seed) {
    TrialSpec spec =
        TrialSpec.of("a b")
            .with(ObjectiveSpec.of("none").withSigma(Math.pow(10, exponent)).withLambda(lambda))
            .with(new NetworkSpec(2, hidden))
            .with(new TrainingSpec(10, 1e-4, 3, 0, 0.1, seed, 2));
    if (!hidden.isEmpty()) {
      assertThat(TrialOptions.spec(TrialOptions.of(spec))).isEqualTo(spec);
    }
  }

  @Test
  void spreadsAreThoseOfASample() {
    Spread spread = Spread.of(List.of(2.0, 4.0, 9.0));
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.sd()).isEqualTo(Math.sqrt(13));
    assertThat(List.of(spread.min(), spread.max())).containsExactly(2.0, 9.0);
    assertThat(Optional.ofNullable(Spread.of(List.of(1.0)).sd())).isEmpty();
  }
}
