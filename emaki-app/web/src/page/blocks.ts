/**
 * The data that a standalone page carries: each block an element of its own, base64 of gzip, unpacked when it is first
 * wanted. The page's script stands before the large ones, so it may ask for what the browser has not read yet.
 */
export class Blocks {
  private readonly unpacked = new Map<string, Promise<ArrayBuffer>>();

  /** The bytes of a block. */
  bytes(name: string): Promise<ArrayBuffer> {
    let block = this.unpacked.get(name);
    if (!block) {
      block = this.unpack(name);
      this.unpacked.set(name, block);
    }
    return block;
  }

  private async unpack(name: string): Promise<ArrayBuffer> {
    const element = await awaited(name);
    const packed = fromBase64(element.textContent);
    element.remove();
    return inflate(packed);
  }
}

function find(name: string): Element | null {
  const element = document.querySelector(`script[data-block="${CSS.escape(name)}"]`);
  // While the browser reads on, the last element may be there in part only.
  return element && (document.readyState !== 'loading' || element.nextElementSibling) ? element : null;
}

async function awaited(name: string): Promise<Element> {
  for (;;) {
    const loading = document.readyState === 'loading';
    const element = find(name);
    if (element) return element;
    if (!loading) throw new Error(`This page holds no ${name}: the file has been cut.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

function inflate(packed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}
