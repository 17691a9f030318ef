package emaki.paper;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.InputException;
import emaki.experiment.Json;
import emaki.experiment.RunFolder;
import emaki.experiment.RunRecord.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * One emaki command of the study.
 *
 * @param kind what it does
 * @param run the folder that it makes or works on
 * @param options its words after the command, without the folder
 * @param cost what it takes, in epochs of the study's autoencoder
 */
record Step(Kind kind, RunFolder run, List<String> options, double cost) {
  Step {
    options = List.copyOf(options);
  }

  enum Kind {
    TRAIN("train"),
    CLASSIFY("classify"),
    CLUSTER("cluster");

    private final String command;

    Kind(String command) {
      this.command = command;
    }
  }

  /**
   * Whether it has been done, by what stands in the folder.
   *
   * @throws InputException where the folder is damaged
   */
  boolean isDone() {
    return switch (kind) {
      case TRAIN, CLASSIFY -> isBegun() && run.record().status() == Status.FINISHED;
      case CLUSTER -> isClustered();
    };
  }

  private boolean isBegun() {
    return Files.exists(run.recordFile());
  }

  private boolean isClustered() {
    if (!Files.exists(run.clusterFile())) {
      return false;
    }
    try {
      JsonNode found = Json.MAPPER.readTree(run.clusterFile().toFile());
      return options.equals(
          List.of("--k", found.path("k").asText(), "--seed", found.path("seed").asText()));
    } catch (IOException e) {
      throw new InputException(
          run.clusterFile().toString(),
          "cannot be read: " + InputException.reason(e),
          "remove it: the clusters are made again",
          e);
    }
  }

  /** The command, from the beginning or from where it was interrupted. */
  List<String> words() {
    String folder = run.path().toString();
    List<String> words = new ArrayList<>(List.of(kind.command));
    if (kind != Kind.CLUSTER && isBegun()) {
      words.addAll(List.of("--resume", folder));
      return words;
    }
    if (kind == Kind.CLUSTER) {
      words.add(folder);
    }
    words.addAll(options);
    if (kind != Kind.CLUSTER) {
      words.addAll(List.of("--out", folder));
    }
    return words;
  }
}
