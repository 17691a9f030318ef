import { expect, it } from 'vitest';
import { present } from '../present';
import { extentOf, nodePlaces, unroll } from './unroll';

/** As emaki.prior.SwissRoll. */
function roll(u: number, v: number): number[] {
  const t = 1.5 * Math.PI * (1 + 2 * u);
  return [t * Math.cos(t), 21 * v, t * Math.sin(t)];
}

const wanted = Array.from({ length: 300 }, (_, i) => [(i * 0.618) % 1, (i * 0.414) % 1] as const);

it('lays a roll flat', async () => {
  const [rows, columns] = extentOf(2);
  const places = nodePlaces(2);
  const latents = Float32Array.from(Array.from({ length: rows * columns }, (_, i) => roll(present(places[2 * i]), present(places[2 * i + 1]))).flat());
  const found = await unroll(Float32Array.from(wanted.flatMap(([u, v]) => roll(u, v))), { latents, rows, columns, dimension: 3 });
  wanted.forEach(([u, v], i) => {
    expect(Math.abs(present(found[2 * i]) - u)).toBeLessThan(0.003);
    expect(Math.abs(present(found[2 * i + 1]) - v)).toBeLessThan(0.003);
  });
});

it('lays a ring along a line', async () => {
  const ring = (u: number) => [5 * Math.cos(2 * Math.PI * u), 5 * Math.sin(2 * Math.PI * u)];
  const [rows, columns] = extentOf(1);
  const latents = Float32Array.from([...nodePlaces(1)].flatMap(ring));
  const found = await unroll(Float32Array.from(wanted.flatMap(([u]) => ring(u).map((z) => 1.1 * z))), { latents, rows, columns, dimension: 2 });
  wanted.slice(1).forEach(([u], i) => expect(Math.abs(present(found[2 * i + 2]) - u)).toBeLessThan(1e-3));
});
