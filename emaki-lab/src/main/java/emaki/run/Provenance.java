package emaki.run;

import emaki.model.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Where numbers come from: versions and machine. */
public final class Provenance {
  private Provenance() {}

  /** emaki's version. */
  public static String version() {
    return Objects.requireNonNullElse(
        Provenance.class.getPackage().getImplementationVersion(), "development");
  }

  /** The commit that emaki was built from; empty where the build could not tell. */
  public static String commit() {
    try (InputStream in = Provenance.class.getResourceAsStream("commit")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * What this machine is, by name: operating system, processor, cores, Java, engine, vector unit,
   * threads; and the commit that emaki was built from.
   */
  public static Map<String, String> machine(int threads) {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("cpu", cpu());
    machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    machine.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    machine.put("engine", Torch.version());
    machine.put("kernels", emaki.kernel.GaussianSums.implementation());
    machine.put("threads", String.valueOf(threads));
    if (!commit().isEmpty()) {
      machine.put("built_from", commit());
    }
    return machine;
  }

  private static String cpu() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return "unknown";
    }
    try (var lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
