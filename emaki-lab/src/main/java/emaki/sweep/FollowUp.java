package emaki.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import emaki.data.InputException;
import emaki.run.RunFolder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows each run of a sweep.
 *
 * @param name of the deed, such as {@code cluster}
 * @param settings of it: those of the file, save what is off and cannot be turned off
 * @param threaded whether it is told the run's threads, on which its bits depend
 * @param where in the file it stands
 */
record FollowUp(
    CommandLauncher launcher,
    String name,
    Map<String, String> settings,
    boolean threaded,
    JsonPointer where) {
  /** Deeds that make a run of their own inside the run, and where. */
  private static final Map<String, String> OWN_RUNS = Map.of("classify", "classifier");

  private static final String THREADS = "threads";
  private static final Path ANY_RUN = Path.of("RUN");

  /**
   * What stands in a file.
   *
   * @throws InputException that names line and key, where the launcher does not know the deed or a
   *     setting, or a value does not fit
   */
  static FollowUp of(SweepFile file, String name, JsonPointer where, CommandLauncher launcher) {
    Map<String, String> settings = new LinkedHashMap<>();
    file.values(where).forEach((setting, value) -> settings.put(setting, value.text()));
    // What a command cannot be told to leave, it does not do by default either.
    settings
        .entrySet()
        .removeIf(
            setting ->
                setting.getValue().equals("false")
                    && !isKnown(launcher, new Deed(name, ANY_RUN, Map.ofEntries(setting), null)));
    FollowUp step = new FollowUp(launcher, name, settings, false, where);
    try {
      launcher.check(step.on(ANY_RUN, 1));
    } catch (InputException e) {
      JsonPointer culprit =
          e.setting().filter(settings::containsKey).map(where::appendProperty).orElse(where);
      throw new InputException(file.place(culprit), e.reason(), e.hint(), e);
    }
    FollowUp threaded = new FollowUp(launcher, name, settings, true, where);
    boolean told = !settings.containsKey(THREADS) && isKnown(launcher, threaded.on(ANY_RUN, 1));
    return told ? threaded : step;
  }

  private static boolean isKnown(CommandLauncher launcher, Deed deed) {
    try {
      launcher.check(deed);
      return true;
    } catch (InputException e) {
      return false;
    }
  }

  /**
   * The deed on a run.
   *
   * @param threads of the run
   */
  Deed on(@Nullable Path run, int threads) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    if (threaded) {
      all.put(THREADS, String.valueOf(threads));
    }
    return new Deed(name, run, all, null);
  }

  /** The run that the deed makes inside a run, where it makes one. */
  Optional<RunFolder> ownRun(Path run) {
    return Optional.ofNullable(OWN_RUNS.get(name)).map(own -> new RunFolder(run.resolve(own)));
  }

  /** The settings as one text, as {@code sweep.json} keeps them: the words after the command. */
  String text() {
    return launcher.words(new Deed(name, null, settings, null)).stream()
        .skip(2)
        .collect(Collectors.joining(" "));
  }
}
