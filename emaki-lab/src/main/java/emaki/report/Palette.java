package emaki.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The colours of all figures, of the pages around them and of the explorer: palette.json, where any
 * number of groups begins with the same ones. They can be seen on white and on a dark ground.
 */
final class Palette {
  /** Text and axes. */
  static final Color INK = new Color(0x333333);

  /** Lines behind the data. */
  static final Color GRID = new Color(0xe4e4e4);

  /** What belongs to no group. */
  static final Color NONE = new Color(0xb4b4b4);

  private static final List<Color> COLOURS = read();

  private Palette() {}

  /** The colour of a group or series; the sixty-first has the first's, one below 0 is in none. */
  static Color of(int index) {
    return index < 0 ? NONE : COLOURS.get(index % COLOURS.size());
  }

  private static List<Color> read() {
    try (InputStream file =
        Objects.requireNonNull(Palette.class.getResourceAsStream("palette.json"))) {
      List<Color> colours = new ArrayList<>();
      for (JsonNode colour : new ObjectMapper().readTree(file).get("usual")) {
        colours.add(Color.decode(colour.asText()));
      }
      return colours;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
