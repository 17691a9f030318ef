package emaki.divergence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emaki.data.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a divergence from elsewhere may say of itself. */
final class DivergencesTest {
  @Test
  void partsThatCannotBeColumnsAreRefused() {
    Divergences.requireColumns("d", List.of());
    Divergences.requireColumns("d", List.of("entropy", "cross_entropy", "between-2"));
    for (String bad : List.of("", "two\nlines", "a,b", "Upper", "between", "total", "divergence")) {
      assertThatThrownBy(() -> Divergences.requireColumns("d", List.of("between", bad)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("d: names its parts ")
          .hasMessageContaining("‘" + bad + "’ cannot be a column");
    }
  }
}
