package emaki.trial;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.model.Autoencoder;
import emaki.prior.SwissRoll;
import emaki.run.Latents;
import emaki.run.NetworkSpec;
import emaki.run.RunFolder;
import emaki.run.TrainingSpec;
import emaki.run.TrialSpec;
import emaki.train.TrainingListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The grid is where the prior's coordinates say, and shows what the decoder makes of it. */
final class WalkTest {
  @TempDir private Path folder;

  @Test
  void followsTheRollDownItsAngleAndAcrossItsWidth() throws IOException {
    RunFolder run = train("swiss-roll");
    Walk walk = Walk.run(run, 3, 4);
    SwissRoll roll = new SwissRoll(1);
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        int at = 3 * (row * 4 + column);
        assertThat(Arrays.copyOfRange(walk.latents(), at, at + 3))
            .isEqualTo(roll.at((row + 0.5) / 3, (column + 0.5) / 4));
      }
    }
    assertThat(walk.down()).isEqualTo("angle");
    try (Autoencoder model = Autoencoder.load(run.modelFile(), 2)) {
      assertThat(walk.images()).isEqualTo(model.decode(walk.latents()));
    }
    BufferedImage picture = ImageIO.read(run.figure("walk.png").toFile());
    assertThat(picture.getWidth()).isGreaterThan(picture.getHeight());
  }

  @Test
  void followsItsOnlyCoordinateFromRowToRow() throws IOException {
    Walk walk = Walk.run(train("ring", 2), 3, 4);
    assertThat(walk.down()).isEqualTo(walk.across() + ", on from row to row");
  }

  @Test
  void followsThePrincipalAxesWhereThePriorHasNoCoordinates() throws IOException {
    RunFolder run = train("none");
    Walk walk = Walk.run(run, 5, 5);
    Latents latents = run.latents();
    double[] mean = new double[3];
    for (int i = 0; i < latents.values().length; i++) {
      mean[i % 3] += latents.values()[i] / (double) latents.size();
    }
    // The grid's middle is the latents' mean; across it goes as far as two deviations of the
    // widest direction, which no coordinate axis exceeds.
    double[] across = new double[3];
    double widest = 0;
    for (int d = 0; d < 3; d++) {
      assertThat((double) walk.latents()[12 * 3 + d])
          .isCloseTo(mean[d], org.assertj.core.api.Assertions.within(1e-3));
      across[d] = walk.latents()[14 * 3 + d] - walk.latents()[12 * 3 + d];
      double variance = 0;
      for (int i = d; i < latents.values().length; i += 3) {
        variance += Math.pow(latents.values()[i] - mean[d], 2) / (latents.size() - 1);
      }
      widest = Math.max(widest, Math.sqrt(variance));
    }
    assertThat(Math.sqrt(Arrays.stream(across).map(a -> a * a).sum()))
        .isGreaterThan(2 * widest * 0.999);
  }

  private RunFolder train(String prior) throws IOException {
    return train(prior, 3);
  }

  private RunFolder train(String prior, int dimension) throws IOException {
    TrialSpec spec =
        TrialSpec.of("kana:200")
            .withPrior(prior)
            .with(new NetworkSpec(dimension, List.of(16)))
            .with(new TrainingSpec(60, 1e-3, 2, 0, 0.1, 0, 2));
    Trial.run(spec, null, folder.resolve("run"), "", TrainingListener.NONE);
    return RunFolder.open(folder.resolve("run"));
  }
}
