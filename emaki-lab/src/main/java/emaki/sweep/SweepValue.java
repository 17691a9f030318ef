package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.run.TrialOptions;

/**
 * An option's value in a sweep file.
 *
 * @param text as it stands on a command line
 * @param where in the file it came from
 */
record SweepValue(String text, JsonPointer where) {
  static SweepValue of(JsonNode value, JsonPointer where) {
    return new SweepValue(TrialOptions.text(value), where);
  }
}
