package emaki.app;

import static org.assertj.core.api.Assertions.assertThat;

import emaki.data.InputException;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Whatever is thrown becomes one line and an exit code. */
final class FailureTest {
  @Test
  void oursIsOne() {
    said(new StackOverflowError(), 1, "internal error: java.lang.StackOverflowError");
    said(new NoClassDefFoundError("some/Type"), 1, "some/Type");
    said(new IllegalStateException("two\nlines"), 1, "two lines");
  }

  @Test
  void theUsersIsTwo() {
    said(new InputException("x", "is\nwrong", "mend it"), 2, "x: is wrong (mend it)");
    said(new OutOfMemoryError("Java heap space"), 2, "memory: ");
    said(new CompletionException(new OutOfMemoryError("Java heap space")), 2, "memory: ");
    said(
        new UnsatisfiedLinkError("libfontmanager.so: libharfbuzz.so.0: cannot open shared object"),
        2,
        "a library is missing here: libfontmanager.so: libharfbuzz.so.0");
    said(new FileSystemException("f", null, "No space left on device"), 2, "f: no space left");
    said(
        new UncheckedIOException(new FileNotFoundException("f (Permission denied)")),
        2,
        "permission denied");
  }

  static void said(Throwable thrown, int code, String words) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(Failure.of(thrown)).isEqualTo(code);
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("emaki: ")
        .contains(words);
  }
}
