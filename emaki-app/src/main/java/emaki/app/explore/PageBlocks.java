package emaki.app.explore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The data of a standalone page: each block an element of its own, base64 of gzip. */
final class PageBlocks {
  private final OutputStream page;

  PageBlocks(OutputStream page) {
    this.page = page;
  }

  /** Writes bytes under a name. */
  void write(String name, byte[] bytes) throws IOException {
    page.write(
        "<script type=\"text/plain\" data-block=\"%s\">"
            .formatted(name)
            .getBytes(StandardCharsets.UTF_8));
    page.write(Base64.getEncoder().encode(gzip(bytes)));
    page.write("</script>\n".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (OutputStream out = new BestGzip(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
