package emaki.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Fetches the files of a known data set: resumes what was broken off, tries again when the line
 * fails, never takes more than was announced, and puts only what has the right checksum in its
 * place.
 */
public final class DatasetFetcher {
  private static final int ATTEMPTS = 4;
  private static final long MOST_BYTES = 1L << 30;
  private static final int CHUNK = 1 << 16;

  private final Path folder;
  private final Progress progress;
  private final Duration pause;
  private final Duration stall;
  private final HttpClient client;

  /** Told how far a file is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some more bytes have come.
     *
     * @param file its name
     * @param bytes so far
     * @param total in all; 0: not known
     */
    void at(String file, long bytes, long total);
  }

  /**
   * @param folder the data sets' parent: files go to {@code folder/NAME/}
   */
  public DatasetFetcher(Path folder, Progress progress) {
    this(folder, progress, Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  /**
   * @param pause before the second attempt; doubled before each further one
   * @param stall longest wait for the next byte
   */
  DatasetFetcher(Path folder, Progress progress, Duration pause, Duration stall) {
    this.folder = folder;
    this.progress = progress;
    this.pause = pause;
    this.stall = stall;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(15))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Fetches what is missing of a data set.
   *
   * @return the data set's folder
   * @throws InputException where the server cannot be reached or gives something else
   */
  public Path fetch(Catalogue.Entry entry) throws InterruptedException {
    Path target = folder.resolve(entry.name());
    try {
      Files.createDirectories(target);
      for (Catalogue.Remote remote : entry.files()) {
        fetch(remote, target);
      }
      return target;
    } catch (IOException e) {
      throw InputException.of(
          target,
          "cannot be written",
          e,
          "check its permissions and the disk's space, or name another folder");
    }
  }

  private void fetch(Catalogue.Remote remote, Path target)
      throws IOException, InterruptedException {
    Path file = target.resolve(remote.name());
    if (Files.exists(file) && (remote.md5() == null || remote.md5().equals(contentMd5(file)))) {
      progress.at(remote.name(), Files.size(file), Files.size(file));
      return;
    }
    Path part = target.resolve(remote.name() + ".part");
    download(remote, part);
    String md5 = remote.md5();
    if (md5 != null) {
      String found;
      try {
        found = contentMd5(part);
      } catch (IOException e) {
        found = "no gzip (%s)".formatted(InputException.reason(e));
      }
      if (!md5.equals(found)) {
        Files.delete(part);
        throw new InputException(
            remote.url(),
            "its content is wrong: expected MD5 %s, found %s".formatted(md5, found),
            "try again later, or get the file elsewhere and put it to " + file);
      }
    }
    AtomicFile.move(part, file);
  }

  private void download(Catalogue.Remote remote, Path part)
      throws IOException, InterruptedException {
    long wait = pause.toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        transfer(remote, part);
        return;
      } catch (LineException e) {
        if (attempt == ATTEMPTS) {
          throw new InputException(
              remote.url(),
              "cannot be fetched, tried %d times: %s".formatted(ATTEMPTS, e.getMessage()),
              "check the network and try again: what has come is kept",
              e);
        }
      }
      Thread.sleep(wait);
      wait *= 2;
    }
  }

  /** One request, for what is missing of the file. */
  private void transfer(Catalogue.Remote remote, Path part)
      throws IOException, InterruptedException, LineException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(remote.url())).timeout(stall.plusSeconds(15));
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new LineException(String.valueOf(e), e);
    }
    int status = response.statusCode();
    try (InputStream body = response.body()) {
      if (status == 416) {
        // Nothing is missing, or what is there is not of this file: the checksum will tell.
        return;
      }
      if (status >= 500 || status == 429) {
        throw new LineException("the server answers " + status, null);
      }
      if (status != 200 && status != 206) {
        throw new InputException(
            remote.url(),
            "the server answers " + status,
            "get the file elsewhere; ‹datasets› tells where");
      }
      boolean resumes = status == 206 && have > 0;
      long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      receive(remote, body, part, resumes ? have : 0, announced);
    }
  }

  private void receive(
      Catalogue.Remote remote, InputStream body, Path part, long from, long announced)
      throws IOException, LineException {
    // A gzip may be packed anew, so its size is no more than a hint; the checksum decides.
    long most = remote.bytes() > 0 ? remote.bytes() * 2 + CHUNK : MOST_BYTES;
    long total = announced >= 0 ? from + announced : remote.bytes();
    long at = from;
    try (OutputStream out =
            Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Watchdog watched = new Watchdog(body, stall)) {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        int count = read(watched, chunk);
        if (count < 0) {
          break;
        }
        at += count;
        if (at > most) {
          out.close();
          Files.delete(part);
          throw new InputException(
              remote.url(),
              "the server sends more than %d bytes".formatted(most),
              "get the file elsewhere; nothing of it was kept");
        }
        out.write(chunk, 0, count);
        progress.at(remote.name(), at, total);
      }
    }
    if (announced >= 0 && at - from < announced) {
      throw new LineException("broken off after %d of %d bytes".formatted(at, total), null);
    }
  }

  /** Failures of reading are the line's, those of writing the disk's. */
  private static int read(InputStream in, byte[] chunk) throws LineException {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new LineException("broken off: " + e.getMessage(), e);
    }
  }

  /** MD5 of a file's content, decompressed where it is gzip, as {@code data check} tells it. */
  static String contentMd5(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().contains(".gz") ? new GZIPInputStream(raw, CHUNK) : raw) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] chunk = new byte[CHUNK];
      long sum = 0;
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        sum += count;
        if (sum > MOST_BYTES) {
          throw new IOException("it inflates past " + MOST_BYTES + " bytes");
        }
        digest.update(chunk, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has MD5", e);
    }
  }

  /** The line failed: another attempt may do better. */
  private static final class LineException extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    LineException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Closes a body that gives no byte for too long, which ends the read that waits for it. */
  private static final class Watchdog extends FilterInputStream {
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "emaki-fetch-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    private final Duration stall;

    Watchdog(InputStream in, Duration stall) {
      super(in);
      this.stall = stall;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      ScheduledFuture<?> alarm =
          clock.schedule(this::closeBody, stall.toMillis(), TimeUnit.MILLISECONDS);
      try {
        return super.read(target, offset, length);
      } finally {
        alarm.cancel(false);
      }
    }

    private void closeBody() {
      try {
        in.close();
      } catch (IOException e) {
        // The read that waits ends either way.
        return;
      }
    }

    @Override
    public void close() throws IOException {
      clock.shutdownNow();
      super.close();
    }
  }
}
