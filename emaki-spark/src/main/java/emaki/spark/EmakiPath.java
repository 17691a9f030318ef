package emaki.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The part of this process's class path that is emaki's: a command's process needs it, and nothing
 * of Spark's, which lies in the folder {@code jars} beside the jar of this class.
 */
final class EmakiPath {
  private EmakiPath() {}

  /** Its entries, in their order: jars and folders, absolute. */
  static List<String> entries() {
    Path own = own();
    Path sparks = own.resolveSibling("jars");
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath().normalize();
      if (!entry.isEmpty() && !path.equals(own) && !path.startsWith(sparks)) {
        entries.add(path.toString());
      }
    }
    return entries;
  }

  /**
   * Every jar that executors are to have: that of this class, those of the path, what they name.
   */
  static Set<String> jars() {
    Set<String> jars = new LinkedHashSet<>();
    for (String entry : entries()) {
      Path jar = Path.of(entry);
      if (Files.isRegularFile(jar)) {
        jars.add(entry);
        named(jar).stream().filter(Files::isRegularFile).forEach(each -> jars.add(each.toString()));
      }
    }
    if (Files.isRegularFile(own())) {
      jars.add(own().toString());
    }
    return jars;
  }

  /** The jars that a jar's manifest puts behind it. */
  private static List<Path> named(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String value =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      List<Path> paths = new ArrayList<>();
      for (String each : value == null ? new String[0] : value.trim().split("\\s+", -1)) {
        URI uri = jar.toUri().resolve(each);
        if ("file".equals(uri.getScheme())) {
          paths.add(Path.of(uri));
        }
      }
      return paths;
    } catch (IOException | IllegalArgumentException e) {
      // Whatever is no jar, Java passes over as well.
      return List.of();
    }
  }

  private static Path own() {
    try {
      URI code = EmakiPath.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(code).toAbsolutePath().normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
