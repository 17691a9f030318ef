package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.DatasetOptions;
import emaki.data.Datasets;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Npz;
import emaki.model.Autoencoder;
import emaki.run.RunFolder;
import emaki.spark.EmakiDecoder;
import emaki.spark.EmakiEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Encoding and decoding on Spark, beside what emaki makes without it. */
final class SparkEncodingTest {
  private static final int CLASSES = 2;

  private static Path folder;
  private static Path run;
  private static Path images;

  @BeforeAll
  static void trainAndWriteImages() throws Exception {
    folder = Commands.folder();
    run = folder.resolve("run");
    images = Files.createDirectories(folder.resolve("images"));
    String train =
        "train --data kana:120 --hidden 16 --batch-size 50 --epochs 1 --threads 1 --out " + run;
    Commands.run(train.split(" ", -1)).succeeded();
    ImageSet kana = Datasets.load("kana:60", DatasetOptions.DEFAULT).images();
    for (int i = 0; i < 60; i++) {
      Path file = images.resolve("class-" + i % CLASSES).resolve("%02d.png".formatted(i));
      Files.createDirectories(file.getParent());
      write(kana, i, file);
    }
  }

  private static void write(ImageSet set, int row, Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(set.width(), set.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = new byte[set.values()];
    set.copyBytes(row, pixels, 0);
    image.getRaster().setDataElements(0, 0, set.width(), set.height(), pixels);
    ImageIO.write(image, "png", file.toFile());
  }

  private static float[] encodedHere(String data) throws Exception {
    Path out = folder.resolve("here.npz");
    Commands.run("encode", run.toString(), "--data", data, "--out", out.toString()).succeeded();
    return Npz.read(out).get("latents").floats();
  }

  private static List<Row> read(SparkSession spark, Path parquet) {
    return spark.read().parquet(parquet.toString()).collectAsList().stream()
        .sorted(Comparator.comparing(row -> row.getInt(0)))
        .toList();
  }

  private static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }

  private static void sameLatents(List<Row> rows, float[] expected) {
    for (int i = 0; i < rows.size(); i++) {
      List<Float> latents = rows.get(i).getList(3);
      for (int j = 0; j < latents.size(); j++) {
        assertThat(latents.get(j)).isEqualTo(expected[i * latents.size() + j]);
      }
    }
  }

  @Test
  void theCommandGivesTheRowsOfTheOneWithoutSpark() throws Exception {
    Path out = folder.resolve("files.parquet");
    String[] words = {
      "encode",
      run.toString(),
      "--data",
      images.toString(),
      "--spark",
      "local[2]",
      "--out",
      out.toString()
    };
    assertThat(Commands.run(words).succeeded().out()).contains("latents [60, 3]");
    Path known = folder.resolve("known.parquet");
    Commands.run(
            "encode",
            run.toString(),
            "--data",
            "kana:120",
            "--spark",
            "local[2]",
            "--out",
            known.toString())
        .succeeded();

    Path damaged = Files.writeString(images.resolve("class-1/99.png"), "no image");
    try {
      assertThat(Commands.run(words).refused().err()).contains("class-1/99.png: is not an image");
      String[] skipping = Arrays.copyOf(words, words.length + 1);
      skipping[words.length] = "--skip-unreadable";
      assertThat(Commands.run(skipping).succeeded().out())
          .contains("latents [60, 3]")
          .contains("left out as they cannot be read: 1");
    } finally {
      Files.delete(damaged);
    }
    Path other = Files.writeString(out.resolve("mine.txt"), "x");
    assertThat(Commands.run(words).refused().err())
        .contains("already holds something else, such as mine.txt");
    Files.delete(other);

    try (SparkSession spark = spark()) {
      List<Row> rows = read(spark, out);
      assertThat(rows).hasSize(60);
      assertThat(rows.get(0).getString(1)).isEqualTo("class-0/00.png");
      assertThat(rows.get(59).getInt(2)).isEqualTo(1);
      sameLatents(rows, encodedHere(images.toString()));
      sameLatents(read(spark, known), encodedHere("kana:120"));
    }
  }

  @Test
  void stagesStandInAPipelineAndAreStored() throws Exception {
    try (SparkSession spark = spark();
        Autoencoder model = RunFolder.open(run).model()) {
      Dataset<Row> files =
          spark
              .read()
              .format("binaryFile")
              .option("recursiveFileLookup", "true")
              .load(images.toString());
      PipelineStage[] stages = {
        EmakiEncoder.of(run),
        new KMeans()
            .setFeaturesCol("latents")
            .setK(3)
            .setSeed(0)
            .setMaxIter(2)
            .setInitMode("random")
      };
      PipelineModel fitted = new Pipeline().setStages(stages).fit(files);
      List<Row> clusters = clusters(fitted, files);
      assertThat(clusters).hasSize(60);
      String stored = folder.resolve("pipeline").toString();
      fitted.write().overwrite().save(stored);
      assertThat(clusters(PipelineModel.load(stored), files)).isEqualTo(clusters);

      EmakiDecoder decoder = EmakiDecoder.of(run).setOutputCol("decoded");
      decoder.save(folder.resolve("decoder").toString());
      Row row =
          EmakiDecoder.load(folder.resolve("decoder").toString())
              .transform(EmakiEncoder.of(run).transform(files.limit(1)))
              .head();
      Vector latents = row.getAs("latents");
      float[] expected =
          model.decode(
              new float[] {
                (float) latents.apply(0), (float) latents.apply(1), (float) latents.apply(2)
              });
      Vector decoded = row.getAs("decoded");
      assertThat(decoded.size()).isEqualTo(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat((float) decoded.apply(i)).isEqualTo(expected[i]);
      }

      assertThatThrownBy(() -> EmakiEncoder.of(run).setInputCol("image").transform(files))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("column image: there is none; there are path, modificationTime");
      assertThatThrownBy(() -> EmakiEncoder.of(run).setInputCol("path").transform(files))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("holds string, expected bytes or Spark's images");
      assertThat(
              EmakiEncoder.of(run)
                  .setInputCol("image")
                  .transform(
                      spark.read().format("image").load(images.resolve("class-0").toString()))
                  .count())
          .isEqualTo(30);
    }
  }

  private static List<Row> clusters(PipelineModel model, Dataset<Row> files) {
    return model.transform(files).select("path", "prediction").collectAsList().stream()
        .sorted(Comparator.comparing(row -> row.getString(0)))
        .toList();
  }
}
