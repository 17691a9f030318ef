package emaki.app.explore;

import emaki.data.InputException;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages that Vite built, which the application's jar holds. A list of them stands beside them,
 * so that a request can only ever name a file of that list.
 */
final class WebFiles {
  private static final String FOLDER = "/emaki/app/explore/web/";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "png", "image/png",
          "svg", "image/svg+xml");

  private final Map<String, byte[]> files;

  private WebFiles(Map<String, byte[]> files) {
    this.files = files;
  }

  /**
   * Reads them.
   *
   * @param command that wants them, for the message
   * @throws InputException where emaki was built without Node
   */
  static WebFiles load(String command) {
    byte[] list = read("files.txt");
    if (list == null) {
      throw new InputException(
          command,
          "this emaki was built without Node, so the explorer's pages are missing",
          "install Node 18 or later with npm, touch emaki-app/web/package.json and start ./emaki again");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> names = new String(list, StandardCharsets.UTF_8).lines().toList();
    for (String name : names) {
      byte[] content = read(name);
      if (content != null) {
        files.put(name, content);
      }
    }
    return new WebFiles(files);
  }

  private static byte @Nullable [] read(String name) {
    try (InputStream in = WebFiles.class.getResourceAsStream(FOLDER + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file by its name in the list. */
  byte[] file(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IllegalStateException("The pages were built without " + name);
    }
    return content;
  }

  /** The one page. */
  void page(Context request) {
    send(request, "index.html");
  }

  /** A script or a style; its name holds a hash of its content, so it may be kept for good. */
  void asset(Context request) {
    send(request, "assets/" + request.pathParam("file"));
    request.header("Cache-Control", "public, max-age=31536000, immutable");
  }

  private void send(Context request, String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new NotFoundResponse("There is no such page.");
    }
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    request.contentType(TYPES.getOrDefault(suffix, "application/octet-stream")).result(content);
  }
}
