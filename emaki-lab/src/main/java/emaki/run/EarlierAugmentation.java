package emaki.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.Views;
import emaki.run.ClassificationSpec.Kind;
import emaki.run.ClassificationSpec.Recipe;
import java.io.IOException;

/**
 * Reads an augmentation. Runs of 0.1.0 have another set of changes, of which none is left but
 * whether there were any, and whether a square was cut out, as for a CNN: such a run goes on with
 * today's.
 */
final class EarlierAugmentation extends JsonDeserializer<Views> {
  @Override
  public Views deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode tree = parser.readValueAsTree();
    JsonNode cutout = tree.path("cutout");
    Kind kind = cutout.asInt() > 0 ? Kind.CNN : Kind.MLP;
    return cutout.isNumber()
        ? Recipe.augmentation(kind, !tree.path("none").asBoolean())
        : context.readTreeAsValue(tree, Views.class);
  }
}
