package emaki.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Damages a file: bits, bytes, pieces and numbers of it, half of the time behind the checksums of
 * its container (zip, gzip, PNG), which would else keep nearly all damage from the reader within.
 */
final class Mutation {
  private static final int MOST_AT_ONCE = 4;
  private static final int MOST_PIECE = 64;
  private static final int PNG_SIGNATURE = 8;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "0",
          "1",
          "2",
          "255",
          "256",
          "65536",
          "2147483647",
          "2147483648",
          "-2147483648",
          "9223372036854775807",
          "99999999999999999999",
          "1e308",
          "1e999",
          "0.5",
          "NaN",
          "Infinity",
          "",
          "null",
          "\"1\"",
          "[]",
          "{}");

  private static final long[] VALUES = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    32767,
    65535,
    65536,
    1 << 24,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final RandomGenerator random;

  private Mutation(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A damaged copy.
   *
   * @param good a sound file
   * @param other another one, of which pieces are taken
   */
  static byte[] of(byte[] good, byte[] other, RandomGenerator random) throws IOException {
    Mutation mutation = new Mutation(random);
    if (random.nextBoolean() && good.length > PNG_SIGNATURE) {
      if (good[0] == 'P' && good[1] == 'K') {
        return mutation.zip(good, other);
      }
      if (good[0] == 0x1f && good[1] == (byte) 0x8b) {
        return mutation.gzip(good, other);
      }
      if (good[1] == 'P' && good[2] == 'N' && good[3] == 'G') {
        return withChecksums(mutation.bytes(good, other));
      }
    }
    return mutation.bytes(good, other);
  }

  private byte[] bytes(byte[] good, byte[] other) {
    byte[] bad = good.clone();
    for (int n = 1 + random.nextInt(MOST_AT_ONCE); n > 0 && bad.length > 0; n--) {
      // What decides how the rest is read stands at the beginning of most files.
      int at = random.nextInt(random.nextBoolean() ? bad.length : Math.min(bad.length, 128));
      int count = 1 + random.nextInt(Math.min(MOST_PIECE, bad.length));
      switch (random.nextInt(9)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) random.nextInt(256);
        case 2 -> bad = Arrays.copyOf(bad, at);
        case 3 -> bad = spliced(bad, at, count, new byte[0]);
        case 4 -> bad = spliced(bad, at, 0, piece(bad, count));
        case 5 -> bad = spliced(bad, at, random.nextInt(count), piece(other, count));
        case 6 -> Arrays.fill(bad, at, Math.min(bad.length, at + count), (byte) -random.nextInt(2));
        case 7 -> number(bad, at);
        default -> bad = digits(bad);
      }
    }
    return bad;
  }

  private byte[] piece(byte[] from, int count) {
    int at = from.length == 0 ? 0 : random.nextInt(from.length);
    return Arrays.copyOfRange(from, at, Math.min(from.length, at + count));
  }

  private static byte[] spliced(byte[] bytes, int at, int out, byte[] in) {
    int rest = Math.min(bytes.length, at + out);
    return ByteBuffer.allocate(at + in.length + bytes.length - rest)
        .put(bytes, 0, at)
        .put(in)
        .put(bytes, rest, bytes.length - rest)
        .array();
  }

  /** Puts a number at the edge of something in the place of two, four or eight bytes. */
  private void number(byte[] bytes, int at) {
    int width = 2 << random.nextInt(3);
    if (at + width > bytes.length) {
      return;
    }
    long value = VALUES[random.nextInt(VALUES.length)];
    ByteBuffer place =
        ByteBuffer.wrap(bytes)
            .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    switch (width) {
      case 2 -> place.putShort(at, (short) value);
      case 4 -> place.putInt(at, (int) value);
      default -> place.putLong(at, value);
    }
  }

  /** Puts another number in the place of one that is written in digits. */
  private byte[] digits(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = NUMBER.matcher(text).results().limit(2000).toList();
    if (found.isEmpty()) {
      return bytes;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    String other = NUMBERS.get(random.nextInt(NUMBERS.size()));
    return (text.substring(0, one.start()) + other + text.substring(one.end()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] zip(byte[] good, byte[] other) throws IOException {
    List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(good))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(Map.entry(entry.getName(), zip.readAllBytes()));
      }
    }
    int damaged = random.nextInt(entries.size());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      for (int i = 0; i < entries.size(); i++) {
        byte[] content = entries.get(i).getValue();
        byte[] piece =
            random.nextBoolean() ? other : entries.get((i + 1) % entries.size()).getValue();
        zip.putNextEntry(new ZipEntry(entries.get(i).getKey()));
        zip.write(i == damaged ? bytes(content, piece) : content);
        zip.closeEntry();
      }
    }
    return packed.toByteArray();
  }

  private byte[] gzip(byte[] good, byte[] other) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(good));
        GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes(in.readAllBytes(), other));
    }
    return packed.toByteArray();
  }

  /** Writes the checksum of each chunk of a PNG that is still whole. */
  private static byte[] withChecksums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    for (long at = PNG_SIGNATURE; at + 12 <= png.length; ) {
      long length = bytes.getInt((int) at) & 0xffff_ffffL;
      long end = at + 8 + length;
      if (end + 4 > png.length) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(png, (int) at + 4, (int) length + 4);
      bytes.putInt((int) end, (int) crc.getValue());
      at = end + 4;
    }
    return png;
  }
}
