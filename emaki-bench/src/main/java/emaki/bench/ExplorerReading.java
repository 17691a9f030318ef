package emaki.bench;

import emaki.app.TrainForm;
import emaki.app.explore.Explorer;
import emaki.data.InputException;
import emaki.run.RunFolder;
import emaki.run.RunStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The explorer, asked for everything that its pages show of a run. */
final class ExplorerReading {
  private static final int REFUSED = 400;
  private static final int FAILED = 500;

  private static final List<String> SHOWN =
      List.of(
          "",
          "/points/latents",
          "/points/labels",
          "/points/split",
          "/points/errors",
          "/points/axes",
          "/points/prior",
          "/clusterings/kmeans",
          "/images/0",
          "/validation",
          "/map?rows=3&columns=3",
          "/names/kmeans",
          "/names/kmeans/0",
          "/metrics",
          "/snapshots/1",
          "/snapshots/1/axes");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;
  private final Path run;

  /** Starts an explorer, which lives as long as this program. */
  ExplorerReading(RunFolder run) {
    RunStore runs = new RunStore(Objects.requireNonNull(run.path().getParent()));
    this.address = Explorer.start(runs, 0, new TrainForm()).address();
    this.run = Objects.requireNonNull(run.path().getFileName());
  }

  /** Whether this emaki has the explorer's pages. */
  static boolean isThere() {
    return Explorer.class.getResource("web/files.txt") != null;
  }

  /**
   * Asks.
   *
   * @throws InputException where it refuses something
   * @throws IllegalStateException where it fails at something
   */
  void all() throws IOException {
    get("/api/runs");
    InputException refusal = null;
    for (String shown : SHOWN) {
      HttpResponse<String> answer = get("/api/runs/" + run + shown);
      if (answer.statusCode() >= REFUSED) {
        refusal = new InputException("explorer " + shown, answer.body(), "see there");
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= FAILED) {
        throw new IllegalStateException(path + ": " + answer.body());
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
