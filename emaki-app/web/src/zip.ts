import { within } from './present';

/** Files as a zip, stored as they are: pictures do not pack any further. */
export function zip(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const letters = new TextEncoder().encode(name);
    // Version, flags (names in UTF-8), stored, a time and day (1980-01-01), checksum, sizes, length of the name, no extra field.
    const common = [u16(20), u16(0x800), u16(0), u16(0), u16(0x21), u32(crc32(bytes)), u32(bytes.length), u32(bytes.length), u16(letters.length), u16(0)];
    const local = joined([u32(0x04034b50), ...common, letters]);
    directory.push(joined([u32(0x02014b50), u16(20), ...common, u16(0), u16(0), u16(0), u32(0), u32(at), letters]));
    parts.push(local, bytes);
    at += local.length + bytes.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = joined([u32(0x06054b50), u16(0), u16(0), u16(files.length), u16(files.length), u32(size), u32(at), u16(0)]);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}

function u16(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value & 255, value >>> 8);
}

function u32(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = within(CRC_TABLE[(c ^ byte) & 255]) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
