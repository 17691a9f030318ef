package emaki.paper;

import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * An accuracy that the study gives for one classifier, and its confusion matrix.
 *
 * @param id by which it is asked for
 * @param what is measured
 * @param job of a seed, the classifier's step last
 */
record ClassifiedFigure(String id, String what, BiFunction<Protocol, Long, Job> job)
    implements Experiment {
  static ClassifiedFigure latents() {
    return new ClassifiedFigure(
        "fig-3",
        "MLP with batch norm and dropout on 30-D latents",
        (protocol, seed) -> protocol.classifiedLatents(30, seed, Protocol.BETTER_MLP));
  }

  static ClassifiedFigure pixels() {
    return new ClassifiedFigure("mlp-pixels", "MLP on pixels", Protocol::pixelMlp);
  }

  static ClassifiedFigure cnn() {
    return new ClassifiedFigure("fig-4", "CNN on pixels", Protocol::cnn);
  }

  Runs runs(Protocol protocol) {
    return protocol.runs(seed -> job.apply(protocol, seed));
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return runs(protocol).jobs();
  }

  @Override
  public void tell(Protocol protocol, Result result) throws IOException {
    Sample test = runs(protocol).sample(Reading.accuracy("test"));
    result.figure(id, what, study().figure("accuracy"), test, "test");
    if (!test.isEmpty()) {
      Job first = job.apply(protocol, test.measures().get(0).seed());
      result.picture(
          first.run().figure("confusion.png"),
          id + "-confusion.png",
          "Test images by class and prediction.");
    }
  }
}
