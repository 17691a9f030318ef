package ownparts;

import emaki.data.DataSource;
import emaki.data.Dataset;
import emaki.data.DatasetOptions;
import emaki.data.ImageSet;
import emaki.data.InputException;
import emaki.data.Streams;
import java.util.List;
import java.util.random.RandomGenerator;

/** Drawn rings of three sizes, somewhere in 28x28 grey pixels; a sixth as many more for testing. */
public final class Rings implements DataSource {
  private static final int SIDE = 28;
  private static final List<String> CLASSES = List.of("small", "middle", "large");

  @Override
  public String usage() {
    return "rings:COUNT";
  }

  @Override
  public String description() {
    return "rings of three sizes, drawn; a sixth as many more for testing";
  }

  @Override
  public boolean knows(String name) {
    return name.startsWith("rings:");
  }

  @Override
  public Dataset load(String name, DatasetOptions options) {
    String count = name.substring("rings:".length());
    if (!count.matches("[1-9]\\d{1,5}")) {
      throw InputException.setting(
          "data", name, "expected a number of images from 10 to 999999", "such as rings:5000");
    }
    int training = Integer.parseInt(count);
    int n = training + training / 6;
    byte[] pixels = new byte[n * SIDE * SIDE];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      RandomGenerator random = Streams.of(0, "rings", i);
      labels[i] = random.nextInt(CLASSES.size());
      double radius = 3 + 3 * labels[i] + random.nextDouble();
      double across = SIDE / 2.0 + 2 * random.nextGaussian();
      double down = SIDE / 2.0 + 2 * random.nextGaussian();
      for (int p = 0; p < SIDE * SIDE; p++) {
        double off = Math.hypot(p % SIDE - across, p / SIDE - down) - radius;
        pixels[i * SIDE * SIDE + p] = (byte) Math.round(255 * Math.exp(-off * off / 2));
      }
    }
    return new Dataset(
        ImageSet.of(name, pixels, SIDE, SIDE, 1, labels, CLASSES, List.of()), training);
  }
}
