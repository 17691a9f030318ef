package emaki.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
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
 * The part of this process's class path that is emaki's, be it the JVM's own or what {@code
 * spark-submit} adds to it: a command's process needs it, and nothing of Spark's, which lies in the
 * folder {@code jars} beside the jar of this class, or in that of {@code SPARK_HOME}.
 */
final class EmakiPath {
  private EmakiPath() {}

  /** Its entries, in their order: jars and folders, absolute. */
  static List<String> entries() {
    Path own = own();
    List<Path> sparks = new ArrayList<>(List.of(own.resolveSibling("jars")));
    String home = System.getenv("SPARK_HOME");
    if (home != null) {
      sparks.add(Path.of(home, "jars").toAbsolutePath().normalize());
      sparks.add(Path.of(home, "conf").toAbsolutePath().normalize());
    }
    Set<Path> all = new LinkedHashSet<>(loaded());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        all.add(Path.of(entry).toAbsolutePath().normalize());
      }
    }
    return all.stream()
        .filter(path -> !path.equals(own) && sparks.stream().noneMatch(path::startsWith))
        .map(Path::toString)
        .toList();
  }

  /** What class loaders have besides the JVM's class path: on executors, and by spark-submit. */
  static List<Path> loaded() {
    List<Path> paths = new ArrayList<>();
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          try {
            paths.add(Path.of(url.toURI()).toAbsolutePath().normalize());
          } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            // Not a file: nothing that a process could be given.
          }
        }
      }
    }
    return paths;
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
