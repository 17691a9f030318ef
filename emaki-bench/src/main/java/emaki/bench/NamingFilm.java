package emaki.bench;

import emaki.app.TrainForm;
import emaki.app.explore.Explorer;
import emaki.data.InputException;
import emaki.run.ClusteringRecord;
import emaki.run.Latents;
import emaki.run.RunFolder;
import emaki.run.RunStore;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * The clusters of a run named one after another in the explorer, filmed: every cluster gets the
 * class of most of its images, typed as somebody types who knows it. So the run's data must have
 * classes, and names that it already has are kept by nobody: it is best done on a copy.
 */
public final class NamingFilm {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;

  private NamingFilm() {}

  /**
   * Films, and tells the time that naming took.
   *
   * @param arguments the run folder, one of its clusterings, the GIF to be written, and how many
   *     clusters are filmed (all are named)
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new InputException("the film", "takes a run, a clustering, a GIF and a number", "");
    }
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    RunFolder run = RunFolder.open(Path.of(arguments[0]));
    Path film = Path.of(arguments[2]);
    int filmed = Integer.parseInt(arguments[3]);
    Path browser =
        Chromium.find().orElseThrow(() -> new InputException("the film", "found no Chromium", ""));
    ClusteringRecord clustering =
        run.clusterings()
            .find(arguments[1])
            .orElseThrow(() -> new InputException(arguments[1], "is no clustering of it", ""));
    Files.deleteIfExists(run.clusterings().namesFile(clustering.name()));
    List<String> names = names(run, clustering);
    RunStore store = new RunStore(run.path().toAbsolutePath().resolveSibling(""));
    try (Chromium page = Chromium.start(browser, WIDTH, HEIGHT);
        Explorer explorer = Explorer.start(store, 0, new TrainForm());
        GifFilm gif = GifFilm.to(film)) {
      String place =
          "#/name/%s?clustering=%s".formatted(run.path().getFileName(), clustering.name());
      page.open(explorer.address() + place);
      Typist typist = new Typist(page);
      long began = System.nanoTime();
      for (int i = 0; i < names.size(); i++) {
        typist.look();
        if (i < filmed) {
          gif.add(small(page), 1000);
        }
        typist.type(names.get(i));
        if (i < filmed) {
          gif.add(small(page), 600);
        }
        typist.enter(i == names.size() - 1);
      }
      typist.written(names.size());
      System.out.printf(
          "%d clusters of %s named in %.0f s%n",
          names.size(), clustering.name(), (System.nanoTime() - began) / 1e9);
      gif.add(small(page), 3000);
    }
    System.exit(0);
  }

  /** Each cluster's most frequent class. */
  private static List<String> names(RunFolder run, ClusteringRecord clustering) throws IOException {
    Latents latents = run.latents();
    List<String> classes = run.record().dataset().classNames();
    if (classes.isEmpty()) {
      throw new InputException(run.path().toString(), "its images have no classes", "");
    }
    int[] clusters = run.clusterings().labels(clustering, latents);
    int[][] counts = new int[clustering.k()][classes.size()];
    for (int row = 0; row < clusters.length; row++) {
      if (clusters[row] >= 0 && latents.labels()[row] >= 0) {
        counts[clusters[row]][latents.labels()[row]]++;
      }
    }
    return IntStream.range(0, clustering.k())
        .mapToObj(cluster -> classes.get(most(counts[cluster])))
        .toList();
  }

  private static int most(int[] counts) {
    return IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
  }

  /** The page at two thirds of its size, on which its text can still be read. */
  private static BufferedImage small(Chromium page) throws IOException {
    BufferedImage large = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
    BufferedImage image =
        new BufferedImage(WIDTH * 2 / 3, HEIGHT * 2 / 3, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(large, 0, 0, image.getWidth(), image.getHeight(), null);
    g.dispose();
    return image;
  }
}
