package emaki.app.explore;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask. Loopback alone does not keep other web pages out: one whose name is made to point
 * here (DNS rebinding) is known by its Host, one that posts here from elsewhere by its Origin, and
 * what is more than a look wants a token that only pages from here can read.
 */
final class Guard {
  static final String TOKEN_HEADER = "X-Emaki-Token";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Set<String> LOOKS = Set.of("GET", "HEAD");

  private final String token = randomToken();
  private volatile Set<String> hosts = Set.of();

  /** Tells the port, which is chosen as the server starts: nobody is let in before. */
  void listeningOn(int port) {
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  void install(RoutesConfig routes) {
    routes.before(this::check);
  }

  private void check(Context request) {
    headers(request);
    wellFormed(request);
    String host = request.header("Host");
    if (host == null || !hosts.contains(host)) {
      throw new ForbiddenResponse("The Host header is not this server's address.");
    }
    String origin = request.header("Origin");
    if (origin != null && hosts.stream().noneMatch(h -> origin.equals("http://" + h))) {
      throw new ForbiddenResponse("Pages from elsewhere may not ask here.");
    }
    String site = request.header("Sec-Fetch-Site");
    if (request.path().startsWith("/api/")
        && site != null
        && !site.equals("same-origin")
        && !site.equals("none")) {
      throw new ForbiddenResponse("Pages from elsewhere may not ask here.");
    }
    if (!LOOKS.contains(request.req().getMethod()) && !holdsToken(request)) {
      throw new ForbiddenResponse("The session's token is missing or wrong; reload the page.");
    }
  }

  /** What would otherwise be read in two ways, or at length. */
  private static void wellFormed(Context request) {
    if (request.header(METHOD_OVERRIDE) != null) {
      // Routes are found by it, but a look would need no token.
      throw new BadRequestResponse("No %s is taken here.".formatted(METHOD_OVERRIDE));
    }
    if (BAD_ESCAPE.matcher(request.path()).find()) {
      throw new BadRequestResponse("The address is not well-formed.");
    }
    if (request.req().getContentLengthLong() > Integer.MAX_VALUE) {
      // Javalin bounds what an int can count, and takes anything longer for a length untold.
      throw new ContentTooLargeResponse(
          "Expected at most %d MB.".formatted(ModelRoutes.MOST_UPLOAD_BYTES >> 20));
    }
  }

  private static void headers(Context request) {
    request.header("Content-Security-Policy", POLICY);
    request.header("X-Content-Type-Options", "nosniff");
    request.header("Referrer-Policy", "no-referrer");
    request.header("Cross-Origin-Resource-Policy", "same-origin");
    request.header("Cross-Origin-Opener-Policy", "same-origin");
    request.header("Cache-Control", "no-store");
  }

  private boolean holdsToken(Context request) {
    String given = request.header(TOKEN_HEADER);
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives a page from here the token. */
  void session(Context request) {
    request.json(Map.of("token", token));
  }

  private static String randomToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
