package emaki.data;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What jars on the class path offer of some service. */
public final class Providers {
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
    add(found, ServiceLoader.load(service, service.getClassLoader()));
    add(found, ServiceLoader.load(service));
    return List.copyOf(found.values());
  }

  private static <S> void add(Map<Class<?>, S> found, ServiceLoader<S> loader) {
    try {
      for (Iterator<S> each = loader.iterator(); each.hasNext(); ) {
        S provider = each.next();
        found.putIfAbsent(provider.getClass(), provider);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new InputException(
          "a jar on the class path",
          "offers a part that cannot be loaded: " + e.getMessage(),
          "build it anew against this emaki, or take it off the class path",
          e);
    }
  }
}
