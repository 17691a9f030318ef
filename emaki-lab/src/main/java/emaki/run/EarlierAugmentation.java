package emaki.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import emaki.data.Views;
import java.io.IOException;

/**
 * Reads an augmentation. Runs of 0.1.0 have another set of changes, of which none is left but
 * whether there were any: such a run goes on with today's.
 */
final class EarlierAugmentation extends JsonDeserializer<Views> {
  @Override
  public Views deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode tree = parser.readValueAsTree();
    return tree.has("cutout")
        ? ClassificationSpec.Recipe.augmentation(!tree.path("none").asBoolean())
        : context.readTreeAsValue(tree, Views.class);
  }
}
