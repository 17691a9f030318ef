package emaki.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import emaki.app.TrainForm;
import emaki.app.explore.RawHttp.Answer;
import emaki.run.Json;
import emaki.run.RunStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server, asked as strangers would who mean no good. */
final class ExplorerGuardTest {
  @TempDir static Path root;
  private static Explorer explorer;
  private static RawHttp http;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(WebFiles.class.getResource("/emaki/app/explore/web/files.txt"))
        .as("built with its pages")
        .isNotNull();
    ExploredRuns.make(root);
    explorer = Explorer.start(new RunStore(root), 0, new TrainForm());
    http = new RawHttp(explorer.address());
  }

  @AfterAll
  static void stop() {
    if (explorer != null) {
      explorer.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""})
  void anotherHostIsRefused(String host) throws Exception {
    Answer answer = http.send("GET", "/api/runs", host, new byte[0]);
    assertThat(answer.status()).isIn(400, 403);
    assertThat(answer.text()).doesNotContain("roll");
  }

  @Test
  void pagesFromElsewhereAreRefused() throws Exception {
    for (String header :
        new String[] {
          "Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"
        }) {
      assertThat(http.get("/api/session", header).status()).as(header).isEqualTo(403);
      assertThat(http.post("/api/runs/roll/decode", new byte[12], header, token()).status())
          .as(header)
          .isEqualTo(403);
    }
    String own = "Origin: http://" + explorer.address().getAuthority();
    assertThat(http.get("/api/session", own).status()).isEqualTo(200);
  }

  @Test
  void postsWantTheToken() throws Exception {
    assertThat(http.post("/api/runs/roll/decode", new byte[12]).status()).isEqualTo(403);
    assertThat(http.post("/api/runs/roll/decode", new byte[12], Guard.TOKEN_HEADER + ": 00").text())
        .contains("token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/runs/..",
        "/api/runs/%2e%2e",
        "/api/runs/..%2f..%2fetc",
        "/api/runs/../../etc/passwd",
        "/api/runs/roll%2f..%2froll/points/latents",
        "/api/runs/roll/points/..%2f..%2frun.json",
        "/api/runs/roll/images/..%2f0",
        "/api/runs/roll/images/-1",
        "/api/runs/roll/snapshots/..",
        "/api/runs/roll/snapshots/00001",
        "/assets/..%2findex.html",
        "/assets/../../../../Main.class",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/api/runs/%00",
        "/api/runs/roll%00",
        "/api/runs/..%5c..%5cetc",
        "/api/runs/%uff0e%uff0e",
        "/api/runs/%zz",
        "/api/runs/roll/points/%uff0e",
        "/api/priors/%252e%252e%252fx",
        "/assets/%c0%ae%c0%ae%2findex.html",
      })
  void noPathLeadsOut(String path) throws Exception {
    Answer answer = http.get(path);
    assertThat(answer.status()).as(path).isIn(400, 404);
    assertThat(answer.text()).doesNotContain("root:").doesNotContain("\"format\"");
  }

  /** A look that asks to be taken for more would need no token. */
  @Test
  void noHeaderMakesAPostOfAGet() throws Exception {
    for (String method : new String[] {"POST", "PUT", "get"}) {
      for (String path : new String[] {"/api/train/check", "/api/runs/roll/cancel", "/api/runs"}) {
        Answer answer = http.get(path, "X-HTTP-Method-Override: " + method);
        assertThat(answer.status()).as("%s %s", method, path).isEqualTo(400);
        assertThat(answer.text()).contains("X-HTTP-Method-Override");
      }
    }
  }

  /** More than an int counts, told before anything is read. */
  @Test
  void aRequestThatClaimsToBeHugeIsRefusedAtOnce() throws Exception {
    for (String length : new String[] {"99999999999", "2147483648"}) {
      Answer answer =
          http.post("/api/runs/roll/encode", new byte[1], token(), "Content-Length: " + length);
      assertThat(answer.status()).as(length).isEqualTo(413);
    }
  }

  /** A few kilobytes that claim 900 million pixels. */
  @Test
  void anImageThatClaimsTooManyPixelsIsNotDecoded() throws Exception {
    Answer answer = http.post("/api/runs/roll/encode", headOfPng(30_000, 30_000), token());
    assertThat(answer.status()).isEqualTo(422);
    assertThat(json(answer).path("error").asText())
        .contains("30000 x 30000", "million pixels")
        .doesNotContain("folder");
  }

  @Test
  void thePageIsUnderAStrictPolicy() throws Exception {
    Answer page = http.get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().get("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.text()).doesNotContain("http://").doesNotContain("https://");
  }

  private static String token() throws IOException {
    return Guard.TOKEN_HEADER + ": " + json(http.get("/api/session")).path("token").asText();
  }

  private static JsonNode json(Answer answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  static byte[] headOfPng(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(17);
    chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    chunk.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.array());
    ByteBuffer png = ByteBuffer.allocate(8 + 4 + 17 + 4 + 1000);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.putInt(13).put(chunk.array()).putInt((int) crc.getValue());
    return png.array();
  }
}
