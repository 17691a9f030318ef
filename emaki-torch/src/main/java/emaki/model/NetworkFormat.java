package emaki.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import emaki.data.InputException;
import emaki.data.Providers;
import emaki.data.Safetensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What safetensors files say of the networks in them. The study's autoencoder and the classifiers
 * have formats of their own, since 0.1; every other make is stored as the list of its layers.
 */
final class NetworkFormat {
  private static final String STACKED = "emaki-autoencoder-1";
  private static final String CLASSIFIER = "emaki-classifier-1";
  private static final String LAYERED = "emaki-network-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    for (LayerPart part : Providers.of(LayerPart.class)) {
      JSON.registerSubtypes(new NamedType(part.layer(), part.name()));
    }
  }

  private NetworkFormat() {}

  /** A reader of metadata, which throws where they make no sense. */
  private interface Reader<T> {
    T read(Map<String, String> metadata) throws JsonProcessingException;
  }

  static Map<String, String> stacked(AutoencoderSpec.Stacked spec) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", STACKED);
    metadata.put("image", image(spec));
    metadata.put(
        "hidden", spec.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")));
    metadata.put("latent_dim", String.valueOf(spec.latentDim()));
    return metadata;
  }

  static Map<String, String> layered(AutoencoderSpec.Layered spec) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", LAYERED);
    metadata.put("image", image(spec));
    metadata.put("encoder", json(spec.encoder().toArray(Layer[]::new)));
    metadata.put("decoder", json(spec.decoder().toArray(Layer[]::new)));
    return metadata;
  }

  static Map<String, String> classifier(ClassifierHeader header) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", header.ofStudy() ? CLASSIFIER : LAYERED);
    metadata.put("network", json(header.network()));
    metadata.put("image", json(new int[] {header.height(), header.width(), header.channels()}));
    metadata.put("class_names", json(header.classNames()));
    if (header.encoder() != null) {
      metadata.put("encoder", json(header.encoder()));
    }
    return metadata;
  }

  /**
   * The make of a stored autoencoder.
   *
   * @throws InputException where the file is of none, or its tensors are not as many
   */
  static AutoencoderSpec autoencoder(Path file, Safetensors stored) {
    return read(
        file,
        stored,
        Map.of(STACKED, NetworkFormat::readStacked, LAYERED, NetworkFormat::readLayered),
        spec -> Math.addExact(Network.values(spec.encoder()), Network.values(spec.decoder())),
        "an emaki autoencoder (format %s or %s)".formatted(STACKED, LAYERED),
        "name the model.safetensors of an autoencoder's run");
  }

  /**
   * The make of a stored classifier.
   *
   * @throws InputException where the file is of none
   */
  static ClassifierHeader classifier(Path file, Safetensors stored) {
    return read(
        file,
        stored,
        Map.of(CLASSIFIER, NetworkFormat::readClassifier, LAYERED, NetworkFormat::readClassifier),
        header -> Network.values(header.network().layers()),
        "an emaki classifier (format %s or %s)".formatted(CLASSIFIER, LAYERED),
        "name a classifier's run");
  }

  private static <T> T read(
      Path file,
      Safetensors stored,
      Map<String, Reader<T>> formats,
      ToLongFunction<T> values,
      String expected,
      String hint) {
    Map<String, String> metadata = stored.metadata();
    String format = metadata.get("format");
    Reader<T> reader = format == null ? null : formats.get(format);
    if (reader == null) {
      throw new InputException(
          file.toString(), "expected %s, found %s".formatted(expected, format), hint);
    }
    try {
      T described = reader.read(metadata);
      requireValues(values.applyAsLong(described), stored);
      return described;
    } catch (InvalidTypeIdException e) {
      throw new InputException(
          file.toString(),
          "describes a network by a kind that is not known: " + e.getTypeId(),
          "put the jar that it comes from on the class path",
          e);
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

  /** The file must hold a network's values before memory is taken for the network. */
  private static void requireValues(long least, Safetensors stored) {
    long found = stored.tensors().values().stream().mapToLong(t -> t.values().length).sum();
    Expect.that(found >= least, "at least %d values".formatted(least), found);
  }

  private static AutoencoderSpec readStacked(Map<String, String> metadata) {
    int[] image = image(metadata);
    String hidden = metadata.getOrDefault("hidden", "");
    List<Integer> widths =
        hidden.isEmpty()
            ? List.of()
            : Arrays.stream(hidden.split(",", -1)).map(Integer::valueOf).toList();
    int latentDim = Integer.parseInt(metadata.getOrDefault("latent_dim", ""));
    return new AutoencoderSpec.Stacked(image[0], image[1], image[2], widths, latentDim);
  }

  private static AutoencoderSpec readLayered(Map<String, String> metadata)
      throws JsonProcessingException {
    int[] image = image(metadata);
    Layer[] encoder = JSON.readValue(metadata.getOrDefault("encoder", ""), Layer[].class);
    Layer[] decoder = JSON.readValue(metadata.getOrDefault("decoder", ""), Layer[].class);
    return new AutoencoderSpec.Layered(
        image[0], image[1], image[2], List.of(encoder), List.of(decoder));
  }

  private static ClassifierHeader readClassifier(Map<String, String> metadata)
      throws JsonProcessingException {
    int[] image = JSON.readValue(metadata.getOrDefault("image", ""), int[].class);
    String encoder = metadata.get("encoder");
    return new ClassifierHeader(
        JSON.readValue(metadata.getOrDefault("network", ""), ClassifierSpec.class),
        image[0],
        image[1],
        image[2],
        encoder == null ? null : JSON.readValue(encoder, AutoencoderSpec.class),
        List.of(JSON.readValue(metadata.getOrDefault("class_names", ""), String[].class)));
  }

  private static String image(AutoencoderSpec spec) {
    return "%dx%dx%d".formatted(spec.height(), spec.width(), spec.channels());
  }

  private static int[] image(Map<String, String> metadata) {
    String[] extents = metadata.getOrDefault("image", "").split("x", -1);
    return Arrays.stream(extents).mapToInt(Integer::parseInt).toArray();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("plain records are JSON", e);
    }
  }
}
