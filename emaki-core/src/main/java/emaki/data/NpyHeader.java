package emaki.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of a {@code .npy} file, versions 1 to 3 (NumPy Enhancement Proposal 1): a magic word,
 * a version, a length, and a Python dictionary of descr, fortran_order and shape.
 *
 * @param kind f, i, u or b; of text U (four bytes a character) or S (one)
 * @param bytes of one value
 * @param shape extents, empty for a single number
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record NpyHeader(char kind, int bytes, ByteOrder order, int[] shape) {
  static final byte FIRST_BYTE = (byte) 0x93;
  private static final byte[] MAGIC = {FIRST_BYTE, 'N', 'U', 'M', 'P', 'Y'};
  private static final String SAVE = "save it by numpy.save or savez";
  private static final int MAX_HEADER = 1 << 16;
  private static final Set<String> CODES =
      Set.of("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1");
  private static final Pattern TEXT = Pattern.compile("[US]\\d{1,4}");
  private static final Pattern DESCR =
      Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d{0,4})");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,L]*)\\)");

  /** Kind and size, such as f4. */
  String code() {
    return "" + kind + (kind == 'U' ? bytes / 4 : bytes);
  }

  /**
   * A value as a number; true is 1.
   *
   * @param data values as they are stored, in this {@link #order}
   */
  double at(ByteBuffer data, int index) {
    int offset = index * bytes;
    boolean floating = kind == 'f';
    boolean signed = kind == 'i';
    return switch (bytes) {
      case 1 -> signed ? data.get(offset) : data.get(offset) & 0xff;
      case 2 ->
          floating
              ? half(data.getShort(offset))
              : signed ? data.getShort(offset) : data.getShort(offset) & 0xffff;
      case 4 ->
          floating
              ? (double) data.getFloat(offset) // float and long together would be float
              : signed ? data.getInt(offset) : data.getInt(offset) & 0xffff_ffffL;
      default -> floating ? data.getDouble(offset) : data.getLong(offset);
    };
  }

  /** A float16 of IEEE 754: a sign, five bits of exponent, ten of fraction. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (0x400 | fraction), exponent - 25);
        };
    return bits < 0 ? -size : size;
  }

  /** Bytes of all values. */
  long dataBytes() {
    long product = bytes;
    for (int extent : shape) {
      product = Math.multiplyExact(product, (long) extent);
    }
    return product;
  }

  static NpyHeader read(String what, BoundedInput in) throws IOException {
    ByteBuffer start = in.buffer(8);
    byte[] magic = new byte[MAGIC.length];
    start.get(magic);
    int version = start.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw new InputException(
          what, "is not a NumPy array (no magic word of versions 1 to 3)", SAVE);
    }
    ByteBuffer lengths = in.buffer(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? lengths.getShort() & 0xffff : lengths.getInt() & 0xffff_ffffL;
    if (length > MAX_HEADER) {
      throw new InputException(what, "its header claims %d bytes".formatted(length), SAVE);
    }
    return parse(what, new String(in.exactly(length), StandardCharsets.UTF_8));
  }

  /** Whether values are numbers, not text. */
  boolean isNumbers() {
    return kind != 'U' && kind != 'S';
  }

  /**
   * Checks that values are numbers.
   *
   * @throws InputException where they are text
   */
  void requireNumbers(String what) {
    if (!isNumbers()) {
      throw unsupported(what, code());
    }
  }

  private static InputException unsupported(String what, String code) {
    return new InputException(
        what, "its type %s is not supported".formatted(code), "store uint8 or float32");
  }

  private static NpyHeader parse(String what, String text) {
    Matcher descr = DESCR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (text.contains("'O'") || text.contains("'|O'")) {
      throw new InputException(
          what,
          "is an array of Python objects",
          "store numbers by array.astype('uint8'), labels of text by array.astype(str)");
    }
    if (!descr.find() || !order.find() || !shape.find()) {
      throw new InputException(what, "its header is not understood: " + text.strip(), SAVE);
    }
    if (order.group(1).equals("True")) {
      throw new InputException(
          what, "is in Fortran order", "store it by numpy.ascontiguousarray(array)");
    }
    String code = descr.group(2) + descr.group(3);
    if (!CODES.contains(code) && !TEXT.matcher(code).matches()) {
      throw unsupported(what, code);
    }
    ByteOrder endian = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int[] extents;
    try {
      extents =
          Arrays.stream(shape.group(1).replace("L", "").split(",", -1))
              .map(String::strip)
              .filter(extent -> !extent.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      int size = Integer.parseInt(code.substring(1)) * (code.charAt(0) == 'U' ? 4 : 1);
      NpyHeader header = new NpyHeader(code.charAt(0), size, endian, extents);
      header.dataBytes();
      return header;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new InputException(
          what, "is too large: " + shape.group(), "store fewer or smaller images");
    }
  }

  /** Version 1, padded so that the values begin at a multiple of 64. */
  byte[] encode() {
    String extents =
        Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(bytes == 1 ? "|" : "<", code(), extents, shape.length == 1 ? "," : "");
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    int padding = (64 - unpadded % 64) % 64;
    byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(MAGIC.length + 4 + header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) header.length)
        .put(header)
        .array();
  }
}
