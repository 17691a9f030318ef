package emaki.app;

import emaki.data.InputException;
import emaki.run.ClassificationSpec;
import emaki.run.RunFolder;
import emaki.run.ShellWords;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the command line calls that which the library names without knowing its options. */
public final class Wording {
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z]+(?:-[a-z]+)*)");

  private Wording() {}

  /** A fault of the user's as one line, with options and commands in it. */
  public static String of(InputException fault) {
    return fault.told(Wording::named);
  }

  /** A remark with options and commands in it. */
  static String of(String remark) {
    return InputException.told(remark, Wording::named);
  }

  /**
   * The same for a page, on whose fields options stand as words. What is to be typed in a terminal
   * stays as it is.
   */
  public static String onPage(InputException fault) {
    String line = of(fault);
    return line.contains("emaki ")
        ? line
        : OPTION.matcher(line).replaceAll(option -> option.group(1).replace('-', ' '));
  }

  /** A setting is an option; a verb with or without an object is a command. */
  private static String named(String mark) {
    int space = mark.indexOf(' ');
    String verb = space < 0 ? mark : mark.substring(0, space);
    String object = space < 0 ? "" : mark.substring(space + 1);
    String word = ShellWords.text(ShellWords.file(object));
    return switch (verb) {
      case "fetch" -> "emaki data fetch " + word;
      case "check" -> "emaki data check " + word;
      case "datasets" -> "emaki data list";
      case "cluster" -> "emaki cluster " + word;
      case "resume" -> "emaki " + trainer(object) + " --resume " + word;
      case "runs" -> "emaki runs list";
      case "sweep-schema" -> "emaki sweep --schema";
      case "memory" -> "EMAKI_JAVA_OPTS=" + (object.isEmpty() ? "-Xmx16g" : object);
      default -> "--" + mark;
    };
  }

  /** The command that a run is gone on with. */
  static String trainer(String run) {
    try {
      boolean classifier =
          RunFolder.open(Path.of(run)).record().spec() instanceof ClassificationSpec;
      return classifier ? "classify" : "train";
    } catch (RuntimeException e) {
      // The run is the very thing that is at fault.
      return "train";
    }
  }
}
