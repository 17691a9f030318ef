package emaki.paper;

import emaki.report.PaperPage.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What others report on the same images, beside ours. */
record Elsewhere(String id, String title, String study) implements Experiment {
  private static final String CLUSTERING = "clustering, accuracy on all 70,000 images";
  private static final String CLASSIFICATION = "classification, accuracy on the test images";
  private static final String BARRIER =
      "\"Breaking the Reclustering Barrier\", ICLR 2025; 10 seeds";
  private static final String BENCHMARK = "KMNIST's own benchmark table";

  Elsewhere() {
    this(
        "elsewhere",
        "Figures from elsewhere",
        "The study compares itself with nobody. These are figures that others report on Kuzushiji-MNIST.");
  }

  @Override
  public String chosen(Protocol protocol) {
    return "Ours are the runs of Table 2 (k-means on 3-D latents, fitted on all images), Fig. 4 and the MLP on pixels: the"
        + " study's plain systems, without augmentation.";
  }

  @Override
  public List<Job> jobs(Protocol protocol) {
    List<Job> jobs = new ArrayList<>();
    protocol
        .pairedSeeds()
        .forEach(seed -> jobs.add(protocol.clusteredLatents(Regularisation.NONE, seed)));
    for (long seed : protocol.seeds()) {
      jobs.add(protocol.cnn(seed));
      jobs.add(protocol.pixelMlp(seed));
    }
    return jobs;
  }

  @Override
  public Result result(Evidence evidence) throws IOException {
    Protocol protocol = evidence.protocol();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(CLUSTERING, "IDEC, pretrained, with resets", "66.05 ± 0.97", BARRIER));
    rows.add(List.of(CLUSTERING, "DEC, pretrained", "65.28", BARRIER));
    rows.add(List.of(CLUSTERING, "DCN, without pretraining", "58.46", BARRIER));
    rows.add(List.of(CLUSTERING, "DEC, without pretraining", "48.29", BARRIER));
    ours(
        evidence,
        rows,
        CLUSTERING,
        "k-means on 3-D latents, no prior",
        ClusteredLatents.sample(
            evidence, Regularisation.NONE, Evidence.clusterAccuracy("all_alone")));
    rows.add(List.of(CLASSIFICATION, "shake-shake-26 2x96d, cutout", "99.34", BENCHMARK));
    rows.add(List.of(CLASSIFICATION, "PreActResNet-18, manifold mixup", "98.83", BENCHMARK));
    rows.add(List.of(CLASSIFICATION, "PreActResNet-18", "97.82", BENCHMARK));
    rows.add(List.of(CLASSIFICATION, "Keras CNN", "95.12", BENCHMARK));
    rows.add(List.of(CLASSIFICATION, "4 nearest neighbours", "91.56", BENCHMARK));
    for (String name : new String[] {"cnn", "mlp-pixels"}) {
      ours(
          evidence,
          rows,
          CLASSIFICATION,
          name.equals("cnn") ? "the CNN of Fig. 4" : "the MLP on pixels",
          evidence.sample(
              protocol.seeds(),
              seed -> List.of(protocol.pixels(name, seed)),
              Evidence.accuracy("test")));
    }
    return new Result(
        List.of(),
        List.of(
            new Table(
                "elsewhere",
                "Per cent; ours as mean ± standard deviation over the seeds.",
                List.of("task", "method", "accuracy", "source"),
                rows)),
        List.of());
  }

  /** Ours beside them, where they are of the same images. */
  private static void ours(
      Evidence evidence, List<List<String>> rows, String task, String method, Sample sample) {
    if (evidence.studyImages() && !sample.isEmpty()) {
      rows.add(List.of(task, method, Cells.percent(sample), "here, seeds: " + sample.size()));
    }
  }
}
