package emaki.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import emaki.data.InputException;
import emaki.data.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a classifier is written as safetensors. */
final class ClassifierFormat {
  /** The means that inputs are shifted by. */
  static final String MEAN = "input.mean";

  /** The deviations that inputs are divided by. */
  static final String DEVIATION = "input.deviation";

  private static final String KIND = "emaki-classifier-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ClassifierFormat() {}

  /**
   * What a file says of a classifier besides its tensors.
   *
   * @param network that was trained
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   * @param encoder shape of the autoencoder whose encoder comes first; null: none
   * @param classNames by label
   */
  record Header(
      ClassifierSpec network,
      int height,
      int width,
      int channels,
      @Nullable AutoencoderSpec encoder,
      List<String> classNames) {
    Header {
      classNames = List.copyOf(classNames);
      int inputs = encoder == null ? height * width * channels : encoder.latentDim();
      if (network.inputs() != inputs) {
        throw new IllegalArgumentException(
            "Expected a network of %d inputs, got %d".formatted(inputs, network.inputs()));
      }
    }
  }

  static Map<String, String> metadata(Header header) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", KIND);
    metadata.put("network", json(header.network()));
    metadata.put("image", json(new int[] {header.height(), header.width(), header.channels()}));
    metadata.put("class_names", json(header.classNames()));
    if (header.encoder() != null) {
      metadata.put("encoder", json(header.encoder()));
    }
    return metadata;
  }

  static Header header(Path file, Safetensors stored) {
    Map<String, String> metadata = stored.metadata();
    if (!KIND.equals(metadata.get("format"))) {
      throw new InputException(
          file.toString(),
          "expected an emaki classifier (format %s), found %s"
              .formatted(KIND, metadata.get("format")),
          "name a run that emaki classify made");
    }
    try {
      int[] image = JSON.readValue(metadata.getOrDefault("image", ""), int[].class);
      String encoder = metadata.get("encoder");
      return new Header(
          JSON.readValue(metadata.getOrDefault("network", ""), ClassifierSpec.class),
          image[0],
          image[1],
          image[2],
          encoder == null ? null : JSON.readValue(encoder, AutoencoderSpec.class),
          JSON.readValue(
              metadata.getOrDefault("class_names", ""), new TypeReference<List<String>>() {}));
    } catch (JsonProcessingException
        | IllegalArgumentException
        | ArithmeticException
        | NullPointerException
        | ArrayIndexOutOfBoundsException e) {
      throw new InputException(
          file.toString(),
          "its metadata does not describe a network: " + metadata,
          "restore it from a copy or train again",
          e);
    }
  }

  static Standardisation inputs(Path file, Safetensors stored) {
    Safetensors.Tensor mean = stored.tensors().get(MEAN);
    Safetensors.Tensor deviation = stored.tensors().get(DEVIATION);
    if (mean == null || deviation == null || mean.values().length != deviation.values().length) {
      throw new InputException(
          file.toString(),
          "lacks what its inputs are standardised by",
          "restore it from a copy or train again");
    }
    return new Standardisation(mean.values(), deviation.values());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("plain records are JSON", e);
    }
  }
}
