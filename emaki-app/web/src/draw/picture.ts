/** Pictures that are dropped, pasted or chosen. */

const MOST_BYTES = 8 << 20;

/** The picture among what was dropped or pasted; null where there is none. */
export function pictureIn(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}

/** Why a file cannot be taken; null where it can. */
export function refusal(file: Blob): string | null {
  return file.size > MOST_BYTES ? `The picture has ${Math.ceil(file.size / (1 << 20))} MB; at most 8 are taken.` : null;
}

/** Lets pictures be dropped on an element, which shows that it takes them. */
export function takesDrops(element: HTMLElement, take: (file: File | null) => void, signal: AbortSignal): void {
  const mark = (on: boolean) => element.classList.toggle('dropping', on);
  element.addEventListener(
    'dragover',
    (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes('Files')) return;
      event.preventDefault();
      mark(true);
    },
    { signal },
  );
  element.addEventListener('dragleave', (event) => element.contains(event.relatedTarget as Node | null) || mark(false), { signal });
  element.addEventListener(
    'drop',
    (event) => {
      event.preventDefault();
      mark(false);
      take(pictureIn(event.dataTransfer));
    },
    { signal },
  );
}

/** The size that a picture's file claims, read from its first bytes; null for a kind that is not known. */
export async function claimedSize(file: Blob): Promise<[number, number] | null> {
  const bytes = new DataView(await file.slice(0, 1 << 16).arrayBuffer());
  const at = (i: number) => (i + 1 < bytes.byteLength ? bytes.getUint16(i) : 0);
  if (bytes.byteLength >= 24 && bytes.getUint32(0) === 0x89504e47) return [bytes.getUint32(16), bytes.getUint32(20)];
  if (bytes.byteLength >= 10 && at(0) === 0x4749) return [bytes.getUint16(6, true), bytes.getUint16(8, true)];
  if (bytes.byteLength >= 26 && at(0) === 0x424d) return [Math.abs(bytes.getInt32(18, true)), Math.abs(bytes.getInt32(22, true))];
  if (at(0) !== 0xffd8) return null;
  for (let i = 2; i + 8 < bytes.byteLength && bytes.getUint8(i) === 0xff; i += 2 + at(i + 2)) {
    const kind = bytes.getUint8(i + 1);
    if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)) return [at(i + 7), at(i + 5)];
  }
  return null;
}
