package emaki.app.explore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Requests to the letter, which clients that mean well would not send. */
public final class RawHttp {
  private final URI server;

  public RawHttp(URI server) {
    this.server = server;
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public Answer get(String path, String... headers) throws IOException {
    return send("GET", path, server.getAuthority(), new byte[0], headers);
  }

  public Answer post(String path, byte[] body, String... headers) throws IOException {
    return send("POST", path, server.getAuthority(), body, headers);
  }

  public Answer send(String method, String path, String host, byte[] body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, path));
    head.append("Host: %s\r\nConnection: close\r\n".formatted(host));
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    boolean told = Arrays.stream(headers).anyMatch(header -> header.startsWith("Content-Length:"));
    if (method.equals("POST") && !told) {
      head.append("Content-Length: %d\r\n".formatted(body.length));
    }
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return parse(socket.getInputStream().readAllBytes());
    }
  }

  private static Answer parse(byte[] all) throws IOException {
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    byte[] body = java.util.Arrays.copyOfRange(all, end + 4, all.length);
    boolean chunked =
        headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT).equals("chunked");
    return new Answer(
        Integer.parseInt(lines[0].split(" ", -1)[1]), headers, chunked ? joined(body) : body);
  }

  private static byte[] joined(byte[] chunks) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int line = at;
      while (chunks[line] != '\r') {
        line++;
      }
      int size = Integer.parseInt(new String(chunks, at, line - at, StandardCharsets.US_ASCII), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      body.write(chunks, line + 2, size);
      at = line + 2 + size + 2;
    }
  }
}
