import { describe, expect, it } from 'vitest';
import { crc32, zip } from './zip';

describe('a zip', () => {
  it('has the checksum that everybody has', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('ends with a directory of its files', async () => {
    const bytes = new Uint8Array(await zip([{ name: 'a.txt', bytes: Uint8Array.of(1, 2, 3) }, { name: 'b', bytes: new Uint8Array() }]).arrayBuffer());
    const end = new DataView(bytes.buffer, bytes.length - 22);
    expect(end.getUint32(0, true)).toBe(0x06054b50);
    expect(end.getUint16(10, true)).toBe(2);
    const directory = end.getUint32(16, true);
    expect(new DataView(bytes.buffer).getUint32(directory, true)).toBe(0x02014b50);
    expect(directory + end.getUint32(12, true)).toBe(bytes.length - 22);
    expect([...bytes.subarray(35, 38)]).toEqual([1, 2, 3]);
  });
});
