package emaki.app;

import emaki.cluster.ClustererPart;
import emaki.data.DataSource;
import emaki.data.InputException;
import emaki.data.Providers;
import emaki.divergence.DivergencePart;
import emaki.part.Origin;
import emaki.part.Part;
import emaki.prior.PriorPart;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What jars besides emaki's own bring, and whether a fault is theirs. */
public final class Plugins {
  private Plugins() {}

  /** A part from elsewhere, and the class of its provider. */
  private record Found(Origin origin, Class<?> type) {
    String jar() {
      return String.valueOf(origin.jar());
    }

    /** Whether it is of the file of this code. */
    boolean isOf(StackTraceElement frame) {
      return frame.getClassName().split("\\$", 2)[0].equals(type.getName().split("\\$", 2)[0]);
    }

    boolean sharesJarWith(StackTraceElement frame) {
      try {
        Class<?> code = Class.forName(frame.getClassName(), false, type.getClassLoader());
        return Origin.of("", "", code).map(Origin::jar).filter(jar()::equals).isPresent();
      } catch (ReflectiveOperationException | LinkageError e) {
        return false;
      }
    }

    @Override
    public String toString() {
      return origin.seam() + " " + origin.name();
    }
  }

  /**
   * Their parts by jar: first those that are named, some of which may have none.
   *
   * @param paths jars and folders of jars, joined by colons, as in {@code EMAKI_PLUGINS}
   * @param broken receives what is wrong with seams of which a part cannot be loaded
   */
  static Map<String, List<String>> byJar(String paths, List<InputException> broken) {
    Map<String, List<String>> jars = new LinkedHashMap<>();
    for (String path : paths.isEmpty() ? new String[0] : paths.split(":", -1)) {
      File[] inside = new File(path).listFiles(file -> file.getName().matches(".*\\.(jar|JAR)"));
      Stream.of(inside == null ? new File[] {new File(path)} : inside)
          .sorted()
          .forEach(jar -> jars.put(jar.getName(), new ArrayList<>()));
    }
    for (Found part : found(broken)) {
      jars.computeIfAbsent(part.jar(), jar -> new ArrayList<>()).add(part.toString());
    }
    return jars;
  }

  /** What to say where code of such a jar threw, or called what did; empty where none did. */
  public static Optional<String> fault(Throwable thrown) {
    List<Found> parts = found(new ArrayList<>());
    for (Throwable t = thrown; t != null && !parts.isEmpty(); t = t.getCause()) {
      for (StackTraceElement frame : t.getStackTrace()) {
        List<Found> neighbours = parts.stream().filter(part -> part.sharesJarWith(frame)).toList();
        if (!neighbours.isEmpty()) {
          String culprit =
              neighbours.stream()
                  .filter(part -> part.isOf(frame))
                  .findFirst()
                  .map(Found::toString)
                  .orElse(frame.getClassName());
          return Optional.of(
              "%s: its %s failed: %s".formatted(neighbours.get(0).jar(), culprit, t));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Found> found(List<InputException> broken) {
    List<Found> found = new ArrayList<>();
    add(found, broken, "prior", PriorPart.class, Part::name);
    add(found, broken, "divergence", DivergencePart.class, Part::name);
    add(found, broken, "method", ClustererPart.class, Part::name);
    add(found, broken, "data", DataSource.class, DataSource::usage);
    return found;
  }

  private static <S> void add(
      List<Found> found,
      List<InputException> broken,
      String seam,
      Class<S> service,
      Function<? super S, String> name) {
    try {
      for (S provider : Providers.of(service)) {
        Class<?> type = provider.getClass();
        Origin.of(seam, named(provider, name), type)
            .ifPresent(origin -> found.add(new Found(origin, type)));
      }
    } catch (InputException e) {
      broken.add(e);
    }
  }

  private static <S> String named(S provider, Function<? super S, String> name) {
    try {
      return name.apply(provider);
    } catch (RuntimeException e) {
      return provider.getClass().getName() + ", which has no name";
    }
  }
}
