package emaki.app.explore;

import emaki.data.InputException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that pages give to what they make in the folder of runs: never a path. */
final class SafeName {
  private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=,-]{0,79}");

  /** What a folder of runs holds beside runs. */
  private static final Set<String> RESERVED = Set.of(PriorRoutes.FOLDER, Trainings.LOGS);

  private SafeName() {}

  /**
   * A place in a folder.
   *
   * @param what is at fault where the name will not do
   * @throws InputException where the name is no plain one
   */
  static Path in(Path folder, String name, String what) {
    if (!PATTERN.matcher(name).matches() || RESERVED.contains(name) || name.endsWith(".")) {
      throw new InputException(
          what, "expected a plain name", "letters, digits, dots and dashes, at most 80");
    }
    return folder.resolve(name);
  }

  /** What a prior is called in a run's name: a file's name for points, else the prior's own. */
  static String stem(String prior) {
    String name = prior.startsWith("points:") ? prior.replaceFirst(".*[:/\\\\]", "") : prior;
    return name.replaceFirst(":.*", "").replaceFirst("\\.[A-Za-z]{2,4}$", "");
  }
}
