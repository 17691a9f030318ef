package emaki.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emaki.data.InputException;
import emaki.run.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A headless Chromium with one page, driven through its DevTools protocol: the browser is the
 * system's own, and Java's web socket is all that it takes to talk to it.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final List<Path> PLACES =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
          Path.of("C:/Program Files/Google/Chrome/Application/chrome.exe"));
  private static final String ANNOUNCED = "DevTools listening on ";
  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path profile;
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final WebSocket socket;
  private final String session;

  private Chromium(Process process, Path profile, URI endpoint) throws IOException {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(endpoint, listener()).join();
    String target =
        send("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    this.session =
        send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
  }

  /** A browser of this machine: on the path, or where its installer puts it. */
  static Optional<Path> find() {
    List<Path> candidates = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      NAMES.forEach(name -> candidates.add(Path.of(folder, name)));
    }
    candidates.addAll(PLACES);
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }

  /**
   * Starts a browser that draws by software.
   *
   * @throws InputException where it does not start
   */
  static Chromium start(Path executable, int width, int height) throws IOException {
    Path profile = Files.createTempDirectory("emaki-browser");
    List<String> command =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=%d,%d".formatted(width, height),
                "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
    if ("root".equals(System.getProperty("user.name"))) {
      // Chromium's sandbox does not work for root.
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(ANNOUNCED)) {
        drain(said);
        return new Chromium(
            process, profile, URI.create(line.substring(ANNOUNCED.length()).strip()));
      }
    }
    process.destroy();
    throw new InputException(
        executable.toString(), "does not start as a browser", "name another as the argument");
  }

  /** What it goes on to say must be read, or it would wait for that. */
  private static void drain(BufferedReader said) {
    Thread reader = new Thread(() -> said.lines().forEach(line -> {}), "emaki-browser-messages");
    reader.setDaemon(true);
    reader.start();
  }

  private WebSocket.Listener listener() {
    return new WebSocket.Listener() {
      private final StringBuilder text = new StringBuilder();

      @Override
      public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
          answered(text.toString());
          text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public void onError(WebSocket from, Throwable error) {
        pending.values().forEach(waiting -> waiting.completeExceptionally(error));
      }
    };
  }

  private void answered(String message) {
    try {
      JsonNode answer = Json.MAPPER.readTree(message);
      CompletableFuture<JsonNode> waiting = pending.remove(answer.path("id").asInt(-1));
      if (waiting != null) {
        waiting.complete(answer);
      }
    } catch (IOException e) {
      pending.values().forEach(waiting -> waiting.completeExceptionally(e));
    }
  }

  private JsonNode send(String inSession, String method, Map<String, ?> parameters)
      throws IOException {
    int id = numbers.incrementAndGet();
    CompletableFuture<JsonNode> waiting = new CompletableFuture<>();
    pending.put(id, waiting);
    ObjectNode message = Json.MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", Json.MAPPER.valueToTree(parameters));
    if (!inSession.isEmpty()) {
      message.put("sessionId", inSession);
    }
    socket.sendText(message.toString(), true).join();
    try {
      JsonNode answer = waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer.has("error")) {
        throw new IOException(method + ": " + answer.at("/error/message").asText());
      }
      return answer.path("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the browser worked", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(method + ": the browser did not answer", e);
    }
  }

  /** Goes to an address, in a new document. */
  void open(String address) throws IOException {
    send(session, "Page.navigate", Map.of("url", "about:blank"));
    send(session, "Page.navigate", Map.of("url", address));
  }

  /** The value of an expression in the page, waited for where it is a promise. */
  JsonNode evaluate(String expression) throws IOException {
    JsonNode answer =
        send(
            session,
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(
          "the page failed: " + answer.at("/exceptionDetails/exception/description").asText());
    }
    return answer.at("/result/value");
  }

  /** Waits until an expression of the page is true. */
  void await(String condition) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!evaluate("Boolean(" + condition + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException("the page never came to: " + condition);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the page worked", e);
      }
    }
  }

  /** The page as it is now, a PNG. */
  byte[] screenshot() throws IOException {
    JsonNode answer = send(session, "Page.captureScreenshot", Map.of("format", "png"));
    return Base64.getDecoder().decode(answer.path("data").asText());
  }

  /** Seconds of processor time that all the browser's processes have taken so far. */
  double processorSeconds() throws IOException {
    double seconds = 0;
    for (JsonNode one : send("", "SystemInfo.getProcessInfo", Map.of()).path("processInfo")) {
      seconds += one.path("cpuTime").asDouble();
    }
    return seconds;
  }

  /** Drags the left button from one place of the page to another. */
  void drag(double fromX, double fromY, double toX, double toY) throws IOException {
    mouse("mousePressed", fromX, fromY);
    for (int step = 1; step <= 8; step++) {
      mouse("mouseMoved", fromX + (toX - fromX) * step / 8, fromY + (toY - fromY) * step / 8);
    }
    mouse("mouseReleased", toX, toY);
  }

  /**
   * Presses a key and lets it go.
   *
   * @param key as {@code KeyboardEvent.key} has it
   * @param text that it types
   * @param code of keys that are no letters; 0: none
   */
  void key(String key, String text, int code) throws IOException {
    Map<String, Object> event =
        Map.of("type", "keyDown", "key", key, "text", text, "windowsVirtualKeyCode", code);
    send(session, "Input.dispatchKeyEvent", event);
    send(session, "Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  private void mouse(String type, double x, double y) throws IOException {
    send(
        session,
        "Input.dispatchMouseEvent",
        Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
  }

  @Override
  public void close() throws IOException {
    try {
      send("", "Browser.close", Map.of());
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (var files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
