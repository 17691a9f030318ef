package emaki.app;

import emaki.data.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why writing to it failed: the streams that print keep it to
 * themselves, and a result would be cut off without a word.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * The exit code of a command that ended with another one: a result that was not written is none.
   * Whoever closed a pipe, such as {@code head}, had enough.
   */
  synchronized int code(int ended) {
    IOException e = failure;
    if (ended != 0 || e == null || isClosedPipe(e)) {
      return ended;
    }
    return Failure.of(
        new InputException(
            "standard output",
            "cannot be written: " + InputException.reason(e).toLowerCase(Locale.ROOT),
            "check the disk's space; what was written is cut off",
            e));
  }

  private static boolean isClosedPipe(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("pipe") || message.contains("connection reset");
  }
}
