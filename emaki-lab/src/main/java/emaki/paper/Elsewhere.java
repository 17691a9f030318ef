package emaki.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What others report on the same images, beside ours. */
final class Elsewhere implements Experiment {
  @Override
  public String id() {
    return "elsewhere";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    Stream<Job> classified =
        protocol.seeds().stream()
            .flatMap(seed -> Stream.of(protocol.cnn(seed), protocol.pixelMlp(seed)));
    return Stream.concat(clustered(protocol).jobs().stream(), classified).toList();
  }

  private static Runs clustered(Protocol protocol) {
    return protocol.pairedRuns(seed -> protocol.clusteredLatents(Regularisation.NONE, seed));
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    Reading accuracy = Reading.accuracy("test");
    List<List<String>> rows = new ArrayList<>(Study.elsewhere("clustering"));
    Sample clustered = clustered(protocol).sample(Reading.clusterAccuracy("all_alone"));
    ours(result, rows, "k-means on 3-D latents, no prior", clustered);
    rows.addAll(Study.elsewhere("classification"));
    ours(result, rows, "the CNN of Fig. 4", ClassifiedFigure.cnn().runs(protocol).sample(accuracy));
    ours(
        result,
        rows,
        "the MLP on pixels",
        ClassifiedFigure.pixels().runs(protocol).sample(accuracy));
    result.table(
        "elsewhere",
        "Per cent; ours as mean ± standard deviation over the seeds.",
        List.of("task", "method", "accuracy", "source"),
        rows);
  }

  /** Ours below those of the same task, where they are of the same images. */
  private static void ours(Result result, List<List<String>> rows, String method, Sample sample) {
    if (result.isOfStudy() && !sample.isEmpty()) {
      String task = rows.get(rows.size() - 1).get(0);
      rows.add(List.of(task, method, sample.percent(), "here, seeds: " + sample.size()));
    }
  }
}
