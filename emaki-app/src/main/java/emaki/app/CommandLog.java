package emaki.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What a command said, in a file that holds what others on the run said before it.
 *
 * @param start of its part, in bytes
 */
record CommandLog(Path file, long start) {
  /** The end of a log in which its last complaint is looked for. */
  private static final int TAIL_BYTES = 16_384;

  private static final String COMPLAINT = "emaki: ";

  /** Begins a command's part of the log. */
  static CommandLog begin(Path file, List<String> words) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        "$ " + CommandWords.of(words) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return new CommandLog(file, Files.size(file));
  }

  /** Appends what a command said elsewhere. */
  void append(String said) throws IOException {
    Files.writeString(file, said, StandardOpenOption.APPEND);
  }

  /** The last line by which the command complained. */
  Optional<String> complaint() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(start, channel.size() - TAIL_BYTES);
      ByteBuffer tail = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
      while (tail.hasRemaining() && channel.read(tail, from + tail.position()) > 0) {}
      return new String(tail.array(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(COMPLAINT))
          .reduce((before, last) -> last)
          .map(line -> line.substring(COMPLAINT.length()));
    }
  }
}
