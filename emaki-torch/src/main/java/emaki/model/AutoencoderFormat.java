package emaki.model;

import emaki.data.InputException;
import emaki.data.Safetensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How an autoencoder's shape is written into the metadata of its safetensors file. */
final class AutoencoderFormat {
  private static final String KIND = "emaki-autoencoder-1";

  private AutoencoderFormat() {}

  static Map<String, String> metadata(AutoencoderSpec spec) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", KIND);
    metadata.put("image", "%dx%dx%d".formatted(spec.height(), spec.width(), spec.channels()));
    metadata.put(
        "hidden", spec.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")));
    metadata.put("latent_dim", String.valueOf(spec.latentDim()));
    return metadata;
  }

  static AutoencoderSpec spec(Path file, Safetensors stored) {
    Map<String, String> metadata = stored.metadata();
    if (!KIND.equals(metadata.get("format"))) {
      throw new InputException(
          file.toString(),
          "expected an emaki autoencoder (format %s), found %s"
              .formatted(KIND, metadata.get("format")),
          "name a model.safetensors that emaki train wrote");
    }
    try {
      String[] image = metadata.getOrDefault("image", "").split("x", -1);
      String hidden = metadata.getOrDefault("hidden", "");
      List<Integer> widths =
          hidden.isEmpty()
              ? List.of()
              : Arrays.stream(hidden.split(",", -1)).map(Integer::valueOf).toList();
      AutoencoderSpec spec =
          new AutoencoderSpec(
              Integer.parseInt(image[0]),
              Integer.parseInt(image[1]),
              Integer.parseInt(image[2]),
              widths,
              Integer.parseInt(metadata.getOrDefault("latent_dim", "")));
      requireStored(spec, stored);
      return spec;
    } catch (IllegalArgumentException | ArithmeticException | ArrayIndexOutOfBoundsException e) {
      throw new InputException(
          file.toString(),
          "its metadata does not describe a network: " + metadata,
          "restore it from a copy or train again",
          e);
    }
  }

  /**
   * The file must hold as many values as the network has, before memory is taken for the network.
   */
  private static void requireStored(AutoencoderSpec spec, Safetensors stored) {
    long previous = spec.inputs();
    long values = 0;
    for (int i = 0; i <= spec.hidden().size(); i++) {
      long next = i < spec.hidden().size() ? spec.hidden().get(i) : spec.latentDim();
      values += 2 * previous * next + previous + next;
      previous = next;
    }
    long found = stored.tensors().values().stream().mapToLong(t -> t.values().length).sum();
    if (found != values) {
      throw new IllegalArgumentException("Expected %d weights, got %d".formatted(values, found));
    }
  }
}
