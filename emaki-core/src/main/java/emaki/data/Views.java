package emaki.data;

/**
 * How much random views of an image may differ from it and from each other. Everything is drawn
 * evenly between its bounds, anew for each view; {@link ViewPainter} draws them.
 *
 * @param rotation largest turn each way, in radians
 * @param scale largest change of each side's scale, such as 0.1 for 0.9 to 1.1; below 1
 * @param shear largest shear each way: pixels across for each pixel down
 * @param shift largest move each way, as a share of the side
 * @param elastic largest displacement of each node of a 5 x 5 grid, as a share of the side; between
 *     nodes it is bicubic
 * @param crop least share of the image's area that a view shows, above 0; 1: all of it
 * @param mirrored share of views whose left is right, in [0, 1]
 * @param thickness how far strokes become thicker in a quarter of the views and thinner in another:
 *     1 is the greatest or least of the 3 x 3 neighbours
 * @param contrast largest change of the values' factor
 * @param jitter of images in colour: largest change of the factors of brightness, contrast and
 *     saturation, and four times the largest turn of the hue; a fifth of the views is grey
 * @param erased largest side of a square that is erased in three tenths of the views, as a share of
 *     the shorter side
 */
public record Views(
    double rotation,
    double scale,
    double shear,
    double shift,
    double elastic,
    double crop,
    double mirrored,
    double thickness,
    double contrast,
    double jitter,
    double erased) {
  /** Every view is the image as it is. */
  public static final Views NONE = new Views(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);

  /** For writing and drawings: what leaves a character the same character. */
  public static final Views STROKES =
      new Views(0.21, 0.14, 0.175, 0.05, 0.045, 1, 0, 0.5, 0.175, 0, 0.36);

  /** One affine map: what a network can learn in few epochs that sees no neighbourhoods. */
  public static final Views AFFINE = new Views(0.175, 0.1, 0.1, 0.07, 0, 1, 0, 0, 0, 0, 0);

  /** For photographs in colour, after Chen et al. (2020, arXiv 2002.05709, appendix A). */
  public static final Views PHOTOGRAPHS = new Views(0.1, 0, 0, 0, 0, 0.3, 0.5, 0, 0, 0.4, 0.36);

  public Views {
    require(rotation >= 0 && rotation <= Math.PI, "a rotation from 0 to pi", rotation);
    require(scale >= 0 && scale < 1, "a scale from 0 to below 1", scale);
    require(shear >= 0 && shear <= 10, "a shear from 0 to 10", shear);
    require(shift >= 0 && shift <= 1, "a shift from 0 to 1", shift);
    require(elastic >= 0 && elastic <= 1, "an elastic displacement from 0 to 1", elastic);
    require(crop > 0 && crop <= 1, "a crop above 0 and at most 1", crop);
    require(mirrored >= 0 && mirrored <= 1, "a share of mirrored views from 0 to 1", mirrored);
    require(thickness >= 0 && thickness <= 1, "a thickness from 0 to 1", thickness);
    require(contrast >= 0 && contrast <= 1, "a contrast from 0 to 1", contrast);
    require(jitter >= 0 && jitter <= 1, "a jitter from 0 to 1", jitter);
    require(erased >= 0 && erased <= 1, "an erased side from 0 to 1", erased);
  }

  /** What suits images of so many channels: {@link #STROKES} or {@link #PHOTOGRAPHS}. */
  public static Views of(int channels) {
    return channels == 1 ? STROKES : PHOTOGRAPHS;
  }

  /** The same, with another jitter. */
  public Views withJitter(double other) {
    return new Views(
        rotation, scale, shear, shift, elastic, crop, mirrored, thickness, contrast, other, erased);
  }

  private static void require(boolean holds, String expected, double got) {
    if (!holds) {
      throw new IllegalArgumentException("Expected %s, got %s".formatted(expected, got));
    }
  }
}
