package emaki.app;

import emaki.data.Catalogue;
import emaki.data.Datasets;
import emaki.data.InputException;
import emaki.data.NameEncoding;
import emaki.report.JavaDesktop;
import emaki.run.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code emaki doctor}. */
@Command(
    name = "doctor",
    description =
        "Show what emaki found on this machine (Java, engine, vector unit, threads, memory, datasets, plugins) and what is amiss.",
    footerHeading = "%nExamples:%n",
    footer = "  emaki doctor")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Console console = new Console();

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Look for known datasets here first.")
  private @Nullable Path dataDir;

  @Override
  public Integer call() {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("emaki", Provenance.version());
    found.putAll(Provenance.machine(Runtime.getRuntime().availableProcessors()));
    found.put("names of files", NameEncoding.name());
    List<InputException> amiss = new ArrayList<>();
    found.put("text in figures", can(JavaDesktop::requireText, amiss));
    found.put("photographs", can(JavaDesktop::requirePhotographs, amiss));
    found.put("heap", "%d MB at most".formatted(Runtime.getRuntime().maxMemory() >> 20));
    for (String name : Catalogue.names()) {
      Optional<String> where = Datasets.whereIs(name, dataDir);
      found.put("dataset " + name, where.orElse("not found (emaki data fetch " + name + ")"));
    }
    Map<String, List<String>> plugins =
        Plugins.byJar(System.getenv().getOrDefault("EMAKI_PLUGINS", ""), amiss);
    plugins.forEach((jar, parts) -> found.put("plugin " + jar, String.join(", ", parts)));
    console.result(found);
    found.forEach((name, value) -> console.print("%-24s %s", name, value));
    if (!String.valueOf(found.get("kernels")).contains("vector")) {
      console.say(
          "amiss: the pairwise kernels run without the vector unit; start emaki by its launcher, ./emaki");
    }
    if (!NameEncoding.isWhole()) {
      console.say(
          "amiss: names of files beyond %s cannot be told; set LC_ALL=C.UTF-8 in the environment",
          NameEncoding.name());
    }
    plugins.forEach(
        (jar, parts) -> {
          if (parts.isEmpty()) {
            console.say(
                "amiss: %s offers no part; docs/extending.md tells what its META-INF/services must name",
                jar);
          }
        });
    amiss.forEach(fault -> console.say("amiss: %s", Wording.of(fault)));
    return 0;
  }

  private static String can(Runnable check, List<InputException> amiss) {
    try {
      check.run();
      return "yes";
    } catch (InputException fault) {
      amiss.add(fault);
      return "no";
    }
  }
}
