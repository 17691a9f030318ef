package emaki.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.data.AtomicFile;
import emaki.data.InputException;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Classifier;
import emaki.model.Layer;
import emaki.model.LayerWeights;
import emaki.onnx.OnnxExport;
import emaki.report.ModelCard;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A finished run as a folder of the form that Hugging Face's hub has: {@code model.safetensors},
 * {@code config.json}, which says what is in it, {@code onnx/}, {@code modeling_emaki.py}, by which
 * PyTorch computes it, and the model card, {@code README.md}.
 */
public final class HuggingFaceExport {
  private static final String CONFIG = "config.json";
  private static final String KIND = "model_type";
  private static final String AUTOENCODER = "emaki-autoencoder";
  private static final String CLASSIFIER = "emaki-classifier";
  private static final String PYTHON = "modeling_emaki.py";

  private HuggingFaceExport() {}

  /**
   * Writes the folder.
   *
   * @param into a folder, made where it is not there; one that this wrote is written anew
   * @return the files, the card last
   * @throws InputException where the run is not finished or a file of it is damaged, a layer has no
   *     form in ONNX, or the folder holds something else
   * @throws IOException where a file cannot be written
   */
  public static List<Path> write(RunFolder run, Path into) throws IOException {
    run.requireWhole();
    requireOwn(into);
    Map<String, Object> config = config(run);
    Files.createDirectories(into);
    List<Path> written = new ArrayList<>();
    // First: by it the folder is known for one of these, however far the rest came.
    Json.write(added(into.resolve(CONFIG), written), config);
    try (InputStream model = Files.newInputStream(run.modelFile());
        InputStream python = HuggingFaceExport.class.getResourceAsStream(PYTHON)) {
      AtomicFile.write(added(into.resolve("model.safetensors"), written), model::transferTo);
      AtomicFile.write(
          added(into.resolve(PYTHON), written), Objects.requireNonNull(python)::transferTo);
    }
    List<Path> graphs = OnnxExport.write(run, into.resolve("onnx"));
    written.addAll(graphs);
    Path card = added(into.resolve("README.md"), written);
    ModelCard.write(run, card, graphs.stream().map(file -> into.relativize(file)).toList());
    return written;
  }

  private static Path added(Path file, List<Path> to) {
    to.add(file);
    return file;
  }

  private static void requireOwn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isEmpty()) {
        return;
      }
    }
    Path config = folder.resolve(CONFIG);
    if (!Files.isRegularFile(config)
        || !Json.read(config, "").path(KIND).asText().startsWith("emaki-")) {
      throw new InputException(
          folder.toString(), "already holds something else", "name another folder");
    }
  }

  private static Map<String, Object> config(RunFolder run) throws IOException {
    RunRecord record = run.record();
    Map<String, Object> config = new LinkedHashMap<>();
    if (record.spec() instanceof TrialSpec) {
      try (Autoencoder model = run.model()) {
        AutoencoderSpec shape = model.spec();
        config.put(KIND, AUTOENCODER);
        config.put("image", List.of(shape.height(), shape.width(), shape.channels()));
        config.put("latent_dim", shape.latentDim());
        ObjectNode networks = Json.MAPPER.createObjectNode();
        put("encoder", shape.encoder(), networks);
        put("decoder", shape.decoder(), networks);
        config.put("networks", networks);
      }
    } else {
      try (Classifier model = run.classifierModel()) {
        config.put(KIND, CLASSIFIER);
        config.put("image", model.image());
        Map<String, String> classes = new LinkedHashMap<>();
        model.classNames().forEach(name -> classes.put(String.valueOf(classes.size()), name));
        config.put("id2label", classes);
        ObjectNode networks = Json.MAPPER.createObjectNode();
        put("encoder", layers(model.encoderLayers()), networks);
        put("classifier", layers(model.networkLayers()), networks);
        config.put("networks", networks);
      }
    }
    config.put("emaki_version", record.emaki());
    config.put("run", record.name());
    config.put("spec", ModelCard.settings(record));
    return config;
  }

  private static List<Layer> layers(List<LayerWeights> weights) {
    return weights.stream().map(LayerWeights::layer).toList();
  }

  /** Each layer by its kind and numbers; a classifier of pixels has an encoder of none. */
  private static void put(String name, List<Layer> layers, ObjectNode networks) {
    layers.forEach(layer -> networks.withArray(name).add(Json.MAPPER.valueToTree(layer)));
  }
}
