import { afterEach, expect, it, vi } from 'vitest';
import palettes from '../../../../emaki-lab/src/main/resources/emaki/report/palette.json';

/** What people without cones of one kind see of linear red, green and blue: Machado et al. (2009), severity 1. */
const BLINDNESS = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
};

const times = (matrix: number[][], vector: number[]) => matrix.map((row) => row.reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0));

/** As Oklab has it (B. Ottosson, 2020). */
function seen(colour: string, by: number[][]): number[] {
  const linear = [1, 3, 5].map((i) => (parseInt(colour.slice(i, i + 2), 16) / 255 + 0.055) / 1.055).map((value) => value ** 2.4);
  const cones = times([[0.41222147, 0.53633254, 0.05144599], [0.2119035, 0.6806995, 0.10739696], [0.08830246, 0.28171884, 0.6299787]], times(by, linear).map((v) => Math.max(0, v)));
  return times([[0.21045426, 0.7936178, -0.00407205], [1.9779985, -2.4285922, 0.4505937], [0.0259040371, 0.78277177, -0.80867577]], cones.map(Math.cbrt));
}

function least(colours: string[], by: number[][]): number {
  const all = colours.map((colour) => seen(colour, by));
  return Math.min(...all.flatMap((a, i) => all.slice(0, i).map((b) => Math.hypot(...a.map((value, d) => value - (b[d] ?? 0))))));
}

it.each(Object.entries(BLINDNESS))('twenty groups are told apart by those colours, seen as people do with blindness: %s', (_, by) => {
  expect(least(palettes.colourBlind.slice(0, 20), by)).toBeGreaterThan(0.06);
  expect(least(palettes.usual.slice(0, 20), by)).toBeGreaterThan(0.05);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('colours and marks are as the browser remembers them', async () => {
  vi.stubGlobal('localStorage', { getItem: () => '{"palette":"colourBlind","marks":true}' });
  // Another file's test, in the same thread, may have read it before.
  vi.resetModules();
  const { categorical, css, markOf } = await import('./palette');
  expect(css(categorical(0))).toBe('rgb(0 114 178)');
  expect([-1, 0, 1, 5, 6, 7].map(markOf)).toEqual([0, 0, 1, 5, 0, 1]);
});
