package emaki.bench;

import emaki.cluster.Clusterers;
import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.NpyArray;
import emaki.data.Npz;
import emaki.data.Safetensors;
import emaki.model.Autoencoder;
import emaki.prior.Priors;
import emaki.run.ClassificationSpec;
import emaki.run.ClassificationSpec.Recipe;
import emaki.run.ClusterNames;
import emaki.run.ClusteringRecord;
import emaki.run.NetworkSpec;
import emaki.run.ObjectiveSpec;
import emaki.run.RunFolder;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.sweep.CommandLauncher;
import emaki.sweep.Deed;
import emaki.sweep.SweepFile;
import emaki.sweep.SweepPlan;
import emaki.train.TrainingListener;
import emaki.trial.Clustering;
import emaki.trial.Labelling;
import emaki.trial.Trial;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;

/** Sound files of every kind that emaki reads, small ones, made by emaki where it makes such. */
final class FuzzSeeds {
  /** Java writes no WebP: one of 24 x 24 pixels. */
  private static final String WEBP =
      "UklGRhwBAABXRUJQVlA4IBABAAAQBwCdASoYABgAPm0skkYkIqGhKA1QgA2JYgC3x3gMlRKBfyAvkD2A/4z/QP93"
          + "wDH6ZhgpPehGompr9HpBbHYriAD+/jJeZ7R3sDnXt3qn++1maRQ0XvMH763qedQ5Pa/CJda4tR/+1J2+KSfI"
          + "GQhcYWAuZSaagcsCEVd5gKJRqSffrqZIzpURJ/9kkGpeXOzevfn1+CTqGMKmGymJI3SeAv+qZdfj1qOTCsH7"
          + "n+R9MsKZSjQA8feS/R1WVcyAH7x9pG8qk4js1lwAdi6zPCLSIo9zyYNSsG5Z4z+bLzlVlmDMe3sDQ4Vvl8GR"
          + "2E9U/3XlweQv89DJ+5/z08LPfwJfyRvX0c19Tc+XKnd7X6AAAA==";

  private static final String SWEEP =
      """
      name: s
      base: {data: "kana:300", prior: swiss-roll, epochs: 5, learning-rate: auto}
      grid: {sigma: [1, 10], lambda: [0.1, 1e1]}
      list: [{batch-size: 100}, {batch-size: 50, epochs: 9}]
      random:
        draws: 2
        learning-rate: {log-uniform: [0.0001, 0.01]}
        hidden: {choice: ["800,400", "400,200"]}
      seeds: [0, 1]
      then: {cluster: {k: 10}, classify: {dropout: 0.25}}
      """;

  private final Path folder;
  private final ImageSet images;

  FuzzSeeds(Path folder) {
    this.folder = folder;
    this.images = Datasets.load("kana:24", DatasetOptions.of(null, "9x7")).images();
  }

  /** All that is fuzzed. */
  List<FuzzTarget> targets() throws IOException {
    FuzzTarget.Reading data = file -> Datasets.load(file.toString(), DatasetOptions.DEFAULT);
    List<FuzzTarget> targets = new ArrayList<>();
    List<Path> npz = npz();
    targets.add(new FuzzTarget("npz", npz, data));
    targets.add(new FuzzTarget("npy", npy(npz.get(0)), data));
    targets.add(new FuzzTarget("idx", idx(), data));
    for (String kind : List.of("png", "jpg", "bmp", "gif", "tif", "webp")) {
      List<Path> pictures = pictures(folder.resolve(kind), kind, 1);
      targets.add(
          new FuzzTarget(
              kind,
              pictures,
              file -> Datasets.load(String.valueOf(file.getParent()), DatasetOptions.DEFAULT)));
    }
    targets.add(new FuzzTarget("points", points(), file -> Priors.parse("points:" + file, 3)));
    targets.add(new FuzzTarget("sweep", List.of(text("sweep.yaml", SWEEP), json()), this::sweep));
    RunFolder run = run();
    targets.add(
        new FuzzTarget("safetensors", List.of(run.modelFile(), run.checkpointFile()), this::model));
    RunReading reading = new RunReading(run);
    targets.add(new FuzzTarget("run", files(run), file -> reading.parts()));
    targets.add(new FuzzTarget("report", files(run), file -> reading.report()));
    if (ExplorerReading.isThere()) {
      ExplorerReading explorer = new ExplorerReading(run);
      targets.add(new FuzzTarget("explorer", files(run), file -> explorer.all()));
    }
    return targets;
  }

  private List<Path> npz() throws IOException {
    Path own = folder.resolve("own.npz");
    Npz.write(own, images);
    Path divided = folder.resolve("divided.npz");
    NpyArray some = Npz.read(own).get("images");
    NpyArray labels = Npz.read(own).get("labels");
    Npz.write(
        divided, Map.of("x_train", some, "y_train", labels, "x_test", some, "y_test", labels));
    return List.of(own, divided);
  }

  private List<Path> npy(Path npz) throws IOException {
    Path npy = folder.resolve("images.npy");
    try (ZipFile zip = new ZipFile(npz.toFile())) {
      Files.copy(zip.getInputStream(Objects.requireNonNull(zip.getEntry("images.npy"))), npy);
    }
    Path floats = folder.resolve("floats.npy");
    byte[] head =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (10, 2, 3), }\n"
            .getBytes(StandardCharsets.US_ASCII);
    Files.write(
        floats,
        ByteBuffer.allocate(10 + head.length + 480)
            .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) head.length, 0})
            .put(head)
            .array());
    return List.of(npy, floats);
  }

  private List<Path> idx() throws IOException {
    int n = images.size();
    ByteBuffer pixels = ByteBuffer.allocate(16 + n * images.values());
    pixels.putInt(0x803).putInt(n).putInt(images.height()).putInt(images.width());
    ByteBuffer labels = ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n);
    for (int row = 0; row < n; row++) {
      images.copyBytes(row, pixels.array(), 16 + row * images.values());
      labels.put((byte) images.label(row));
    }
    Path plain = Files.write(folder.resolve("train-images-idx3-ubyte"), pixels.array());
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(pixels.array());
    }
    return List.of(
        plain, Files.write(folder.resolve("images-idx3-ubyte.gz"), packed.toByteArray()));
  }

  /** Some of each of two classes. */
  private List<Path> pictures(Path place, String kind, int each) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 2 * each; i++) {
      Path file = place.resolve(i % 2 == 0 ? "a" : "b").resolve(i + "." + kind);
      Files.createDirectories(file.getParent());
      BufferedImage image =
          new BufferedImage(
              images.width(),
              images.height(),
              i % 4 < 2 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
      byte[] pixels = new byte[images.values()];
      images.copyBytes(i % images.size(), pixels, 0);
      for (int p = 0; p < pixels.length; p++) {
        image.setRGB(p % images.width(), p / images.width(), 0x010101 * (pixels[p] & 0xff));
      }
      if (kind.equals("webp")) {
        Files.write(file, Base64.getDecoder().decode(WEBP));
      } else if (!ImageIO.write(image, kind, file.toFile())) {
        throw new IOException("Java does not write " + kind);
      }
      files.add(file);
    }
    return files;
  }

  private List<Path> points() throws IOException {
    Path npz = folder.resolve("points.npz");
    Npz.write(npz, Map.of("points", NpyArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));
    return List.of(text("points.csv", "x,y,z\n1,2,3\n4.5,-6,7e3\n0,0,0\n"), npz);
  }

  private Path json() throws IOException {
    return text(
        "sweep.json",
        "{\"base\": {\"data\": \"kana:300\", \"epochs\": 5}, \"grid\": {\"sigma\": [1, 10]},"
            + " \"then\": {\"cluster\": {\"k\": 3}}}\n");
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private void sweep(Path file) {
    CommandLauncher none =
        new CommandLauncher() {
          @Override
          public void check(Deed deed) {}

          @Override
          public List<String> words(Deed deed) {
            return List.of(deed.name());
          }

          @Override
          public Command start(Deed deed, Path log) {
            throw new UnsupportedOperationException("Nothing is carried out");
          }
        };
    SweepPlan.of(SweepFile.read(file), new SweepPlan.Defaults(1, null), none);
  }

  private void model(Path file) throws IOException {
    if (file.endsWith("model.safetensors")) {
      Autoencoder.load(file, 1).close();
    } else {
      Safetensors.read(file);
    }
  }

  /** A run on a folder of pictures, clustered and named, with a classifier. */
  private RunFolder run() throws IOException {
    Path data = folder.resolve("data");
    pictures(data, "png", 20);
    RunFolder run = new RunFolder(folder.resolve("run"));
    TrialSpec spec =
        TrialSpec.of(data.toString())
            .with(ObjectiveSpec.of("swiss-roll"))
            .with(NetworkSpec.DEFAULT.withHidden(List.of(8)))
            .with(TrainingSpec.DEFAULT.withThreads(1))
            .withEpochs(2);
    TrainingListener silent = new TrainingListener() {};
    Trial.run(spec, null, run.path(), "emaki train", silent);
    Clustering.run(run, Clusterers.parse("islands"), 0);
    ClusteringRecord clusters = Clustering.run(run, Clusterers.parse("kmeans:k=2"), 0);
    Path names = run.clusterings().namesFile(clusters.name());
    new ClusterNames(List.of("one", "two")).write(names, clusters);
    Labelling.run(run, clusters, ClusterNames.read(names, clusters));
    ClassificationSpec classes =
        Recipe.STUDY.ofLatents(run.path(), run.record().autoencoder()).withEpochs(1);
    Trial.run(
        classes.with(classes.network().withHidden(List.of(8))),
        null,
        run.classifier().path(),
        "emaki classify",
        silent);
    return run;
  }

  /** Of a run and its classifier, those that are read. */
  private static List<Path> files(RunFolder run) throws IOException {
    try (var files = Files.walk(run.path())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(json|csv|npz|txt|safetensors)"))
          .sorted()
          .toList();
    }
  }
}
