package emaki.paper;

import com.fasterxml.jackson.core.type.TypeReference;
import emaki.run.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One table or figure as the study has it: an entry of {@code study.json}.
 *
 * @param title in words
 * @param says what the study says
 * @param chosen what ours chose where the study leaves something open, with names of a budget's
 *     epochs in braces
 * @param figures that the study gives, by what they are of, in its order; shares are from 0 to 1
 */
record Study(String title, String says, String chosen, Map<String, Double> figures) {
  private static final Map<String, Study> ALL =
      read("study.json", new TypeReference<LinkedHashMap<String, Study>>() {});

  /** Of an experiment's id. */
  static Study of(String id) {
    return Objects.requireNonNull(ALL.get(id), id);
  }

  /**
   * What others report on the study's images, of one kind of task: task, method, per cent, source.
   */
  static List<List<String>> elsewhere(String kind) {
    return read("elsewhere.json", new TypeReference<List<List<String>>>() {}).stream()
        .filter(row -> row.get(0).startsWith(kind))
        .toList();
  }

  private static <T> T read(String resource, TypeReference<T> type) {
    try (InputStream in = Study.class.getResourceAsStream(resource)) {
      return Json.MAPPER.readValue(Objects.requireNonNull(in, resource), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The study's figure of one thing that it gives one of. */
  double figure(String of) {
    return Objects.requireNonNull(figures.get(of), of);
  }

  /** What ours chose under a budget. */
  String chosen(Budget budget) {
    return chosen
        .replace("{autoencoder_epochs}", String.valueOf(budget.autoencoderEpochs))
        .replace("{mlp_epochs}", String.valueOf(budget.mlpEpochs))
        .replace("{cnn_epochs}", String.valueOf(budget.cnnEpochs));
  }
}
