package emaki.app.explore;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays as they travel: raw, little-endian, row-major, their shape told elsewhere. */
final class Binary {
  private Binary() {}

  /** float32. */
  static byte[] of(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** int32. */
  static byte[] of(int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  /** uint8, of values in [0, 1]. */
  static byte[] pixels(float[] values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[i])));
    }
    return pixels;
  }

  /**
   * Rows of finite float32 numbers that a request brings.
   *
   * @param width values in a row
   * @param most rows
   */
  static float[] rows(Context request, int width, int most) {
    byte[] body = request.bodyAsBytes();
    if (body.length == 0 || body.length % (4 * width) != 0 || body.length / (4 * width) > most) {
      throw new BadRequestResponse(
          "Expected 1 to %d rows of %d float32 values, got %d bytes."
              .formatted(most, width, body.length));
    }
    float[] values = new float[body.length / 4];
    ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new BadRequestResponse("Expected finite numbers, got %s.".formatted(value));
      }
    }
    return values;
  }

  static void send(Context request, byte[] bytes) {
    request.contentType("application/octet-stream").result(bytes);
  }

  /** Sends what does not change as long as its tag does not; nothing where the page has it. */
  static void send(Context request, String tag, byte[] bytes) {
    String quoted = '"' + tag + '"';
    request.header("Cache-Control", "no-cache").header("ETag", quoted);
    if (quoted.equals(request.header("If-None-Match"))) {
      request.status(304);
    } else {
      send(request, bytes);
    }
  }
}
