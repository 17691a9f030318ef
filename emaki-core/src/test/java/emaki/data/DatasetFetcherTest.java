package emaki.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a real server on loopback, which misbehaves. */
final class DatasetFetcherTest {
  @TempDir private Path folder;
  private HttpServer server;
  private byte[] gzip;
  private String md5;
  private final List<String> requests = new ArrayList<>();

  /** Answers the n-th request, from 1. */
  private interface Answer {
    void to(HttpExchange exchange, int n, int from) throws IOException;
  }

  @BeforeEach
  void start() throws Exception {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    gzip = packed.toByteArray();
    md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesOnceAndKeepsWhatIsRight() throws Exception {
    serve(this::sendRest);
    assertThat(fetch(md5)).hasBinaryContent(gzip);
    assertThat(fetch(md5)).hasBinaryContent(gzip);
    assertThat(requests).containsExactly("all");
    assertThat(folder.resolve("set/file.gz.part")).doesNotExist();
  }

  @Test
  void resumesWhereItWasBrokenOff() throws Exception {
    serve(
        (exchange, n, from) -> {
          if (n <= 2) {
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, gzip.length - from);
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(gzip, from, 100_000);
              out.flush();
              throw new IOException("broken off on purpose");
            }
          }
          sendRest(exchange, n, from);
        });
    assertThat(fetch(md5)).hasBinaryContent(gzip);
    assertThat(requests).hasSize(3);
    assertThat(requests.get(1)).startsWith("bytes=").isNotEqualTo("bytes=0-");
    assertThat(requests.get(2)).isNotEqualTo(requests.get(1));
  }

  @Test
  void startsAnewWhereTheServerKnowsNoRanges() throws Exception {
    Files.createDirectories(folder.resolve("set"));
    Files.write(folder.resolve("set/file.gz.part"), new byte[5000]);
    serve(
        (exchange, n, from) -> {
          exchange.sendResponseHeaders(200, gzip.length);
          exchange.getResponseBody().write(gzip);
          exchange.close();
        });
    assertThat(fetch(md5)).hasBinaryContent(gzip);
    assertThat(requests).containsExactly("bytes=5000-");
  }

  @Test
  void refusesWrongBytes() {
    byte[] wrong = gzip.clone();
    Arrays.fill(wrong, 1000, 2000, (byte) 0);
    serve(
        (exchange, n, from) -> {
          exchange.sendResponseHeaders(200, wrong.length);
          exchange.getResponseBody().write(wrong);
          exchange.close();
        });
    assertThatThrownBy(() -> fetch(md5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected MD5 " + md5);
    assertThat(folder.resolve("set")).isEmptyDirectory();
  }

  @Test
  void refusesTooMuch() {
    serve(
        (exchange, n, from) -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1000; i++) {
              out.write(new byte[10_000]);
            }
          }
        });
    assertThatThrownBy(() -> fetch(md5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sends more than");
    assertThat(folder.resolve("set")).isEmptyDirectory();
  }

  @Test
  void triesAgainWhereTheServerIsBusyAndNotWhereItHasNothing() throws Exception {
    serve(
        (exchange, n, from) -> {
          if (n < 3) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
          } else {
            sendRest(exchange, n, from);
          }
        });
    assertThat(fetch(md5)).hasBinaryContent(gzip);
    assertThat(requests).hasSize(3);
    Files.delete(folder.resolve("set/file.gz"));
    server.removeContext("/");
    requests.clear();
    serve(
        (exchange, n, from) -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    assertThatThrownBy(() -> fetch(md5)).hasMessageContaining("404");
    assertThat(requests).hasSize(1);
  }

  @Test
  void givesUpOnALineThatStallsAndKeepsWhatCame() throws Exception {
    serve(
        (exchange, n, from) -> {
          exchange.sendResponseHeaders(from > 0 ? 206 : 200, gzip.length - from);
          OutputStream out = exchange.getResponseBody();
          out.write(gzip, from, 10_000);
          out.flush();
          // Neither more bytes nor an end: the client must not wait for ever.
        });
    assertThatThrownBy(() -> fetch(md5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tried 4 times");
    assertThat(Files.size(folder.resolve("set/file.gz.part"))).isBetween(10_000L, 40_000L);
    assertThat(folder.resolve("set/file.gz")).doesNotExist();
  }

  @Test
  void unreachableServerIsNamed() {
    String url = url();
    server.stop(0);
    assertThatThrownBy(() -> fetch(md5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(url);
  }

  private void sendRest(HttpExchange exchange, int n, int from) throws IOException {
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, gzip.length - from);
    exchange.getResponseBody().write(gzip, from, gzip.length - from);
    exchange.close();
  }

  private void serve(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          int n;
          synchronized (requests) {
            requests.add(range == null ? "all" : range);
            n = requests.size();
          }
          answer.to(exchange, n, range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", "")));
        });
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/file.gz";
  }

  private Path fetch(@Nullable String checksum) throws InterruptedException {
    Catalogue.Entry entry =
        new Catalogue.Entry(
            "set",
            "",
            "",
            1,
            1,
            List.of(),
            List.of(new Catalogue.Remote("file.gz", url(), gzip.length, checksum)),
            List.of());
    DatasetFetcher fetcher =
        new DatasetFetcher(
            folder, (file, bytes, total) -> {}, Duration.ofMillis(10), Duration.ofMillis(400));
    return fetcher.fetch(entry).resolve("file.gz");
  }
}
