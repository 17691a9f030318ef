package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import emaki.data.Catalogue;
import emaki.data.Split;
import emaki.eval.ShapeFit;
import emaki.run.ClassificationRecord;
import emaki.run.ClusteringRecord;
import emaki.run.DivergenceRecord;
import emaki.run.FitRecord;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.RunRecord.DatasetRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a run by whoever is given its model: data and their licence, figures by
 * split, how to load it. As Markdown behind the front matter that Hugging Face's hub reads.
 */
public final class ModelCard {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  /** The settings that hold paths of the machine that trained, or are told elsewhere. */
  private static final List<String> ELSEWHERE = List.of("kind", "data", "source", "labels");

  private final RunFolder run;
  private final RunRecord record;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private ModelCard(RunFolder run) {
    this.run = run;
    this.record = run.record();
  }

  /**
   * A figure by split.
   *
   * @param floor what points of the prior score in the latents' place
   */
  private record Figure(
      String what,
      @Nullable Double train,
      @Nullable Double validation,
      @Nullable Double test,
      @Nullable Double all,
      @Nullable Double floor) {
    static Figure of(String what, Map<String, ? extends @Nullable Double> by) {
      return new Figure(
          what, by.get("train"), by.get("validation"), by.get("test"), by.get("all"), null);
    }

    @Nullable Double of(Split split) {
      return split == Split.TRAIN ? train : split == Split.VALIDATION ? validation : test;
    }
  }

  /**
   * Writes the card.
   *
   * @param graphs the ONNX files beside it, relative to it
   */
  public static void write(RunFolder run, Path file, List<Path> graphs) throws IOException {
    ModelCard card = new ModelCard(run);
    card.data();
    card.figures();
    card.use(graphs);
    card.values.put("frontMatter", YAML.writeValueAsString(card.frontMatter()));
    Template.MODEL_CARD.write(file, card.values);
  }

  /** What the run was made by, without where its images, labels and points lay. */
  public static ObjectNode settings(RunRecord record) {
    ObjectNode settings = Json.MAPPER.valueToTree(record.spec());
    settings.remove(ELSEWHERE);
    if (record.spec() instanceof TrialSpec spec) {
      settings.put("prior", spec.objective().priorAlone());
    }
    return settings;
  }

  private void data() {
    DatasetRecord data = record.dataset();
    Optional<Catalogue.Entry> known = Catalogue.find(data.source().replaceFirst(":.*", ""));
    values.put("name", record.name());
    values.put("emaki", record.emaki());
    values.put("created", record.created().replaceFirst("T.*", ""));
    values.put("seconds", Math.round(record.seconds()));
    values.put("data", known.map(Catalogue.Entry::description).orElse(data.nameAlone()));
    values.put("licence", known.map(Catalogue.Entry::licence).orElse("not known"));
    values.put("images", String.format(Locale.ROOT, "%,d", data.images()));
    values.put("shape", "%dx%dx%d".formatted(data.height(), data.width(), data.channels()));
    values.put("extents", "%d, %d, %d".formatted(data.height(), data.width(), data.channels()));
    values.put("split", splits());
    values.put("classes", data.classes() == 0 ? "none" : String.join(", ", data.classNames()));
    values.put("sha256", data.sha256());
    Map<String, String> settings = new LinkedHashMap<>();
    settings(record)
        .properties()
        .forEach(
            e -> {
              JsonNode value = e.getValue();
              settings.put(e.getKey(), value.isValueNode() ? value.asText("") : value.toString());
            });
    values.put("settings", settings);
  }

  private String splits() {
    return record.split().entrySet().stream()
        .map(part -> String.format(Locale.ROOT, "%,d %s", part.getValue(), part.getKey()))
        .collect(Collectors.joining(", "));
  }

  private void figures() {
    String seed = "One run, seed %d: what other seeds give, and so the spread, is not known.";
    notes.add(seed.formatted(record.spec().training().seed()));
    if (record.spec() instanceof TrialSpec spec) {
      autoencoder(spec);
      run.classifier()
          .classification()
          .ifPresent(scores -> classifier("its classifier's ", scores));
      values.put("latents", spec.network().latentDim());
    } else {
      values.put("lead", "A classifier of images of %s.".formatted(record.dataset().nameAlone()));
      run.classification()
          .ifPresent(
              scores -> {
                classifier("", scores);
                // Those of the labels that it learnt from, which need not be the images' own.
                values.put("classes", String.join(", ", scores.classes()));
              });
    }
    values.put("figures", figures);
    values.put("notes", notes);
  }

  private void autoencoder(TrialSpec spec) {
    values.put(
        "lead",
        "An autoencoder with %d-dimensional latents of images of %s, %s."
            .formatted(
                spec.network().latentDim(),
                record.dataset().nameAlone(),
                spec.objective().hasPrior()
                    ? "drawn towards the prior " + spec.objective().priorAlone()
                    : "with no prior"));
    Map<String, Double> mse = record.results().reconstructionMse();
    if (mse != null) {
      figures.add(Figure.of("reconstruction error, MSE of a pixel in [0, 1]", mse));
    }
    DivergenceRecord d = record.results().divergence();
    if (d != null && d.test() != null) {
      String what = "divergence from the prior, %s".formatted(d.name());
      figures.add(new Figure(what, d.train(), d.validation(), d.test(), null, d.floor()));
    }
    FitRecord fit = record.results().fit();
    if (fit != null) {
      fit("1-NN accuracy against the prior, 0.5 at best", fit, ShapeFit::twoSampleAccuracy);
      fit("share of the prior that is covered", fit, ShapeFit::coverage);
      fit("distance off the prior, 1: none", fit, ShapeFit::off);
      fit("sliced Wasserstein distance from the prior", fit, ShapeFit::slicedDistance);
    }
    run.clusterings().list().sound().forEach(this::clustering);
  }

  private void fit(String what, FitRecord fit, ToDoubleFunction<ShapeFit> of) {
    double floor = of.applyAsDouble(fit.floor());
    figures.add(
        new Figure(
            what, of.applyAsDouble(fit.train()), null, of.applyAsDouble(fit.test()), null, floor));
  }

  private void clustering(ClusteringRecord clustering) {
    clustering
        .scores()
        .forEach(
            (score, by) ->
                figures.add(Figure.of("clusters %s: %s".formatted(clustering.name(), score), by)));
    notes.add(
        "Clusters %s: %s, fitted on %s, k = %d, seed %d."
            .formatted(
                clustering.name(),
                clustering.method(),
                clustering.fitted().equals(ClusteringRecord.ALL)
                    ? "the latents of all images"
                    : "the latents of the training images",
                clustering.k(),
                clustering.seed()));
    if (clustering.stability() != null) {
      clustering
          .stability()
          .told()
          .forEach(
              told -> notes.add("Clusters %s, stability, %s.".formatted(clustering.name(), told)));
    }
  }

  private void classifier(String whose, ClassificationRecord scores) {
    figures.add(Figure.of(whose + "accuracy", scores.accuracy()));
    figures.add(Figure.of(whose + "calibration error", scores.calibrationError()));
  }

  private void use(List<Path> graphs) {
    List<String> names = graphs.stream().map(path -> path.toString().replace('\\', '/')).toList();
    values.put("graphs", names);
    values.put("firstGraph", names.get(0));
  }

  private Map<String, Object> frontMatter() {
    boolean latents = record.spec() instanceof TrialSpec;
    String task = latents ? "image-feature-extraction" : "image-classification";
    List<Object> results = new ArrayList<>();
    for (Split split : Split.values()) {
      List<Object> metrics = new ArrayList<>();
      for (Figure figure : figures) {
        Double value = figure.of(split);
        if (value != null) {
          metrics.add(ordered("type", "other", "name", figure.what, "value", value));
        }
      }
      if (!metrics.isEmpty()) {
        String name = record.dataset().nameAlone();
        Map<String, Object> dataset = ordered("type", name, "name", name, "split", split.key());
        results.add(ordered("task", Map.of("type", task), "dataset", dataset, "metrics", metrics));
      }
    }
    return ordered(
        "library_name",
        "emaki",
        "license",
        "unknown",
        "pipeline_tag",
        task,
        "tags",
        List.of("emaki", latents ? "autoencoder" : "classifier", "safetensors", "onnx"),
        "model-index",
        List.of(ordered("name", record.name(), "results", results)));
  }

  /** Keys and values in turn. */
  private static Map<String, Object> ordered(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
