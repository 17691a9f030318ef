package emaki.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command of the application, to be carried out somewhere as a process of its own, so that it
 * gives the bits that it gives here. The process is told by {@link #PARENT} whose child it is.
 *
 * @param flags of its JVM
 * @param main the application's class
 * @param words of the command
 * @param environment to set for it
 * @param folder that it makes, or that it works on and that is carried there; it comes home
 */
public record Errand(
    List<String> flags,
    String main,
    List<String> words,
    Map<String, String> environment,
    Path folder) {
  /** The system property that names the process with which a command is to end. */
  public static final String PARENT = "emaki.parent";

  public Errand {
    flags = List.copyOf(flags);
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }
}
