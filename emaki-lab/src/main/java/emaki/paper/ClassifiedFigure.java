package emaki.paper;

import emaki.report.PaperPage.Figure;
import emaki.run.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * An accuracy that the study gives for one classifier, and its confusion matrix.
 *
 * @param id by which it is asked for
 * @param study what the study says
 * @param chosen what ours chose, under a budget
 * @param accuracy the study's
 * @param what is measured
 * @param job of a seed
 * @param runs of a seed, the classifier last
 */
record ClassifiedFigure(
    String id,
    String title,
    String study,
    Function<Budget, String> chosen,
    double accuracy,
    String what,
    BiFunction<Protocol, Long, Job> job,
    BiFunction<Protocol, Long, List<RunFolder>> runs)
    implements Experiment {

  static ClassifiedFigure latents() {
    return new ClassifiedFigure(
        "fig-3",
        "Fig. 3: classes of 30-D latents",
        "93.25 % by an MLP with batch normalisation and 25 % dropout on the latents of the plain autoencoder.",
        budget ->
            "At most %d epochs of the autoencoder and %d of the MLP, with early stopping (patience 10); the confusion matrix is seed 0's, on the test images."
                .formatted(budget.autoencoderEpochs(), budget.mlpEpochs()),
        0.9325,
        "MLP with batch norm and dropout on 30-D latents",
        (protocol, seed) -> protocol.classifiedLatents(30, seed, Protocol.BETTER_MLP),
        (protocol, seed) ->
            List.of(
                protocol.plain(30, seed),
                Protocol.classifier(protocol.plain(30, seed), Protocol.BETTER_MLP)));
  }

  static ClassifiedFigure pixels() {
    return new ClassifiedFigure(
        "mlp-pixels",
        "The MLP on all pixels",
        "91.5 % by the MLP on pixels, told in the text.",
        budget ->
            "1000-500-500, ReLU, no batch normalisation, no dropout; at most %d epochs, early stopping (patience 10)."
                .formatted(budget.mlpEpochs()),
        0.915,
        "MLP on pixels",
        Protocol::pixelMlp,
        (protocol, seed) -> List.of(protocol.pixels("mlp-pixels", seed)));
  }

  static ClassifiedFigure cnn() {
    return new ClassifiedFigure(
        "fig-4",
        "Fig. 4: the CNN on pixels",
        "96.5 % by a network of three convolutional layers.",
        budget ->
            "The study gives no more of its network. "
                + Protocol.CNN_CHOICE.formatted(budget.cnnEpochs())
                + " The confusion matrix is seed 0's, on the test images.",
        0.965,
        "CNN on pixels",
        Protocol::cnn,
        (protocol, seed) -> List.of(protocol.pixels("cnn", seed)));
  }

  @Override
  public String chosen(Protocol protocol) {
    return chosen.apply(protocol.budget());
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    return protocol.seeds().stream().map(seed -> job.apply(protocol, seed)).toList();
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    Protocol protocol = evidence.protocol();
    LongFunction<List<RunFolder>> folders = seed -> runs.apply(protocol, seed);
    Sample test = evidence.sample(protocol.seeds(), folders, Evidence.accuracy("test"));
    if (test.isEmpty()) {
      return Result.NOTHING;
    }
    List<RunFolder> first = folders.apply(test.measures().get(0).seed());
    return new Result(
        List.of(evidence.figure(id, what, accuracy, test, "test")),
        List.of(),
        List.of(
            new Figure(
                evidence.copy(
                    first.get(first.size() - 1).figure("confusion.png"), id + "-confusion.png"),
                "Test images by class and prediction.")));
  }
}
