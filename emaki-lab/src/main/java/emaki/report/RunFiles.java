package emaki.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import emaki.data.InputException;
import emaki.data.NpyArray;
import emaki.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run's folder holds, as the report needs it.
 *
 * @param record {@code run.json}
 * @param cluster {@code cluster.json}; null: not clustered
 * @param classification {@code classification.json} of a classifier's run, or of the classifier in
 *     an autoencoder's run; null: there is none
 * @param metrics rows of {@code metrics.csv} by column name
 * @param arrays of {@code latents.npz}
 */
record RunFiles(
    Path folder,
    JsonNode record,
    @Nullable JsonNode cluster,
    @Nullable JsonNode classification,
    List<Map<String, String>> metrics,
    Map<String, NpyArray> arrays) {
  private static final String CLASSIFIER = "classifier";

  static RunFiles read(Path folder) {
    JsonNode record = json(folder.resolve("run.json"));
    boolean classifier = isClassifier(record);
    Path latents = folder.resolve("latents.npz");
    if (!classifier && !Files.exists(latents)) {
      throw new InputException(
          folder.toString(),
          "has no latents: its status is " + record.path("status").asText("unknown"),
          "finish it by emaki train --resume " + folder);
    }
    RunFiles run =
        new RunFiles(
            folder,
            record,
            optional(folder.resolve("cluster.json")),
            optional(
                (classifier ? folder : folder.resolve(CLASSIFIER)).resolve("classification.json")),
            metrics(folder.resolve("metrics.csv")),
            classifier ? Map.of() : Npz.read(latents));
    if (!classifier) {
      run.requireWhole(latents);
    }
    return run;
  }

  private static @Nullable JsonNode optional(Path file) {
    return Files.exists(file) ? json(file) : null;
  }

  /** Whether it is a classifier's run rather than an autoencoder's. */
  boolean isClassifier() {
    return isClassifier(record);
  }

  private static boolean isClassifier(JsonNode record) {
    return record.at("/spec/kind").asText().equals("classifier");
  }

  /** Where the classifier of an autoencoder's latents is unless its run was put elsewhere. */
  Path classifierFolder() {
    return folder.resolve(CLASSIFIER);
  }

  /** Text of {@code run.json}. */
  String text(String key) {
    return record.path(key).asText();
  }

  Path figure(String name) {
    return folder.resolve("figures").resolve(name);
  }

  List<String> classNames() {
    List<String> names = new ArrayList<>();
    record.at("/dataset/class_names").forEach(name -> names.add(name.asText()));
    return names;
  }

  int dimension() {
    return array("latents").shape()[1];
  }

  NpyArray array(String name) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new InputException(
          folder.resolve("latents.npz").toString(), "has no array " + name, "train again");
    }
    return array;
  }

  private void requireWhole(Path latents) {
    int[] shape = array("latents").shape();
    boolean whole = shape.length == 2 && shape[0] > 0 && shape[1] > 0;
    for (NpyArray array : arrays.values()) {
      whole &= array.shape().length > 0 && array.shape()[0] == shape[0];
    }
    if (!whole) {
      throw new InputException(
          latents.toString(),
          "its arrays do not fit together",
          "restore it from a copy or train again");
    }
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (JacksonException e) {
      throw new InputException(
          file.toString(), "is damaged: " + e.getOriginalMessage(), "restore it from a copy", e);
    } catch (IOException e) {
      throw new InputException(
          file.toString(), "cannot be read: " + InputException.reason(e), "name a run's folder", e);
    }
  }

  private static List<Map<String, String>> metrics(Path file) {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      List<Map<String, String>> all = rows.readAll();
      for (Map<String, String> row : all) {
        for (String cell : row.values()) {
          if (!cell.isEmpty()) {
            Double.parseDouble(cell);
          }
        }
      }
      return all;
    } catch (NumberFormatException e) {
      throw new InputException(
          file.toString(),
          "holds what is no number: " + e.getMessage(),
          "restore it from a copy",
          e);
    } catch (IOException e) {
      throw new InputException(
          file.toString(),
          "cannot be read: " + InputException.reason(e),
          "restore it from a copy",
          e);
    }
  }
}
