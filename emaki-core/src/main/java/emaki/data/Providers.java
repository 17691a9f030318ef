package emaki.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** What jars on the class path offer of some service. */
public final class Providers {
  private static final String LISTS = "META-INF/services/";

  private Providers() {}

  /**
   * One of each class: first what the service's own class loader sees, emaki's own before others'
   * on a class path that begins with emaki; then what the calling thread's adds, as in an
   * application server.
   *
   * @throws InputException where a jar names a provider that cannot be loaded
   */
  public static <S> List<S> of(Class<S> service) {
    Map<Class<?>, S> found = new LinkedHashMap<>();
    add(found, service, service.getClassLoader());
    add(found, service, Thread.currentThread().getContextClassLoader());
    return List.copyOf(found.values());
  }

  private static <S> void add(
      Map<Class<?>, S> found, Class<S> service, @Nullable ClassLoader loader) {
    try {
      for (S provider : ServiceLoader.load(service, loader)) {
        found.putIfAbsent(provider.getClass(), provider);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw fault(service, loader == null ? ClassLoader.getSystemClassLoader() : loader, e);
    }
  }

  /** Java tells no jar, and not always the class: the first on the jars' lists that fails is it. */
  private static InputException fault(Class<?> service, ClassLoader loader, Throwable thrown) {
    try {
      for (URL list : Collections.list(loader.getResources(LISTS + service.getName()))) {
        URLConnection connection = list.openConnection();
        // Else the jar would stay open, and one that takes its place later would not be read.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          for (String name : text.replaceAll("#.*", "").strip().split("\\s+", -1)) {
            Optional<Throwable> why = failure(service, name, loader);
            if (why.isPresent()) {
              String jar = list.getPath().replaceFirst(".*/([^/]+?)!?/" + LISTS + ".*", "$1");
              return cannotBeLoaded(jar, name, why.get());
            }
          }
        }
      }
    } catch (IOException e) {
      thrown.addSuppressed(e);
    }
    return cannotBeLoaded("a jar on the class path", "for " + service.getSimpleName(), thrown);
  }

  private static Optional<Throwable> failure(Class<?> service, String name, ClassLoader loader) {
    try {
      Object made = Class.forName(name, true, loader).getConstructor().newInstance();
      return service.isInstance(made)
          ? Optional.empty()
          : Optional.of(new ClassCastException("it is no " + service.getName()));
    } catch (InvocationTargetException e) {
      return Optional.of(e.getTargetException());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.of(e);
    }
  }

  private static InputException cannotBeLoaded(String jar, String name, Throwable why) {
    return new InputException(
        jar,
        "its part %s cannot be loaded: %s".formatted(name, why),
        "build it anew against this emaki, or take it off the class path",
        why);
  }
}
