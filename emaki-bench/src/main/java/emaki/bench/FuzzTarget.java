package emaki.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What is fuzzed: sound files, and what reads one of them.
 *
 * @param files each is damaged in its place and read, and then put right again
 */
record FuzzTarget(String name, List<Path> files, Reading reading) {
  /** Reads a file, or what it is part of, by whatever emaki reads it by. */
  @FunctionalInterface
  interface Reading {
    /**
     * Reads it.
     *
     * @throws emaki.data.InputException where it is refused
     */
    void read(Path file) throws IOException;
  }
}
