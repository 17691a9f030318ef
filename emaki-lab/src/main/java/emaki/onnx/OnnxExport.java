package emaki.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import emaki.data.InputException;
import emaki.model.Autoencoder;
import emaki.model.AutoencoderSpec;
import emaki.model.Classifier;
import emaki.model.Standardisation;
import emaki.run.Json;
import emaki.run.RunFolder;
import emaki.run.RunRecord;
import emaki.run.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished run's networks as ONNX files, with everything that they need inside.
 *
 * <ul>
 *   <li>{@code encoder.onnx}: {@code images} uint8 [batch, height, width, channels] -> {@code
 *       latents} [batch, dimensions]
 *   <li>{@code decoder.onnx}: {@code latents} -> {@code images} in [0, 1], [batch, height, width,
 *       channels]
 *   <li>{@code classifier.onnx}: {@code images} uint8 -> {@code probabilities} [batch, classes]
 * </ul>
 *
 * Their metadata name run, data, checksum of the weights, classes and prior.
 */
public final class OnnxExport {
  private static final String IMAGES = "images";
  private static final String LATENTS = "latents";
  private static final String PROBABILITIES = "probabilities";
  private static final float WHITE = 255;

  private final RunFolder folder;
  private final RunRecord record;
  private final Path into;
  private final List<Path> written = new ArrayList<>();

  private OnnxExport(RunFolder folder, Path into) {
    this.folder = folder;
    this.record = folder.record();
    this.into = into;
  }

  /**
   * Writes what a run has: encoder and decoder, and the classifier, where it has been given one.
   *
   * @param into a folder, made where it is not there
   * @return the files
   * @throws InputException where the run is not finished, a file is damaged or a layer has no form
   *     in ONNX
   * @throws IOException where a file cannot be written
   */
  public static List<Path> write(RunFolder folder, Path into) throws IOException {
    if (folder.finished().isEmpty()) {
      throw new InputException(
          folder.path().toString(),
          "is not finished: its weights may still change",
          "go on with it: ‹resume " + folder.path() + "›");
    }
    Files.createDirectories(into);
    OnnxExport export = new OnnxExport(folder, into);
    if (export.record.spec() instanceof TrialSpec) {
      export.autoencoder();
      if (folder.classifier().finished().isPresent()) {
        export.classifier(folder.classifier());
      }
    } else {
      export.classifier(folder);
    }
    return export.written;
  }

  private void autoencoder() throws IOException {
    try (Autoencoder model = folder.model()) {
      AutoencoderSpec spec = model.spec();
      List<Integer> image = List.of(spec.height(), spec.width(), spec.channels());
      OnnxGraph encoder = new OnnxGraph("encoder");
      String latents =
          new OnnxLayers(encoder).append(pixels(encoder, image), model.encoderLayers());
      encoder.output(latents, LATENTS, List.of(spec.latentDim()));
      write(encoder, "encoder", folder, record.dataset().classNames());

      OnnxGraph decoder = new OnnxGraph("decoder");
      OnnxLayers layers = new OnnxLayers(decoder);
      String given = decoder.input(LATENTS, DataType.FLOAT, List.of(spec.latentDim()));
      String values = layers.append(given, model.decoderLayers());
      decoder.output(
          layers.shaped(values, image.get(0), image.get(1), image.get(2)), IMAGES, image);
      write(decoder, "decoder", folder, record.dataset().classNames());
    }
  }

  private void classifier(RunFolder of) throws IOException {
    try (Classifier model = of.classifierModel()) {
      OnnxGraph graph = new OnnxGraph("classifier");
      OnnxLayers layers = new OnnxLayers(graph);
      String features = layers.append(pixels(graph, model.image()), model.encoderLayers());
      Standardisation by = model.standardisation();
      String centred = graph.node("Sub", features, graph.constant(by.mean(), by.mean().length));
      String inputs =
          graph.node("Div", centred, graph.constant(by.deviation(), by.deviation().length));
      String logits = layers.append(inputs, model.networkLayers());
      graph.output(
          graph.node("Softmax", List.of(logits), Map.of("axis", 1)),
          PROBABILITIES,
          List.of(model.classNames().size()));
      // Those of the labels that it learnt from, which need not be the images' own.
      write(graph, "classifier", of, model.classNames());
    }
  }

  /** Bytes as values in [0, 1], [batch, height * width * channels]. */
  private static String pixels(OnnxGraph graph, List<Integer> image) {
    String bytes = graph.input(IMAGES, DataType.UINT8, image);
    String floats = graph.node("Cast", List.of(bytes), Map.of("to", DataType.FLOAT.getNumber()));
    String flat = graph.node("Flatten", List.of(floats), Map.of("axis", 1));
    return graph.node("Div", flat, graph.constant(new float[] {WHITE}, 1));
  }

  private void write(OnnxGraph graph, String name, RunFolder of, List<String> classNames)
      throws IOException {
    Path file = into.resolve(name + ".onnx");
    graph.write(file, record.emaki(), metadata(of, classNames));
    written.add(file);
  }

  private static Map<String, String> metadata(RunFolder of, List<String> classNames)
      throws JsonProcessingException {
    RunRecord record = of.record();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("run", record.name());
    metadata.put("data", record.dataset().nameAlone());
    metadata.put("data_sha256", record.dataset().sha256());
    metadata.put("class_names", Json.MAPPER.writeValueAsString(classNames));
    if (record.spec() instanceof TrialSpec trial) {
      metadata.put("prior", trial.objective().priorAlone());
    }
    record.checksums().forEach((file, checksum) -> metadata.put("sha256 of " + file, checksum));
    return metadata;
  }
}
