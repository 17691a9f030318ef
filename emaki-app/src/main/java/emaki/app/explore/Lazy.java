package emaki.app.explore;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first wanted, once. */
final class Lazy<T> {
  private final Supplier<T> maker;
  private @Nullable T value;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T get() {
    T made = value;
    if (made == null) {
      made = maker.get();
      value = made;
    }
    return made;
  }

  /** Hands the value over where it has been made. */
  synchronized void ifMade(Consumer<T> consumer) {
    T made = value;
    if (made != null) {
      consumer.accept(made);
    }
  }
}
