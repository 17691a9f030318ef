import { CpuPainter } from './cpu';
import type { Painter } from './painter';
import { WebGlPainter } from './webgl';

const KEY = 'emaki.painter';

let byProcessor: boolean | null = null;

/** The faster of both painters on this machine; `emaki.painter` in the browser's storage, `webgl` or `cpu`, overrides it. */
export function bestPainter(): Painter {
  byProcessor ??= wanted() ?? hasNoGraphics();
  if (byProcessor) return new CpuPainter();
  try {
    return new WebGlPainter();
  } catch {
    // Chosen where there is none, or taken away since.
    return new CpuPainter();
  }
}

function wanted(): boolean | null {
  try {
    const chosen = localStorage.getItem(KEY);
    return chosen === 'cpu' ? true : chosen === 'webgl' ? false : null;
  } catch {
    return null;
  }
}

/** No graphics processor that a page may use, or one that the browser imitates. */
function hasNoGraphics(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return true;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|software/i.test(name);
}
