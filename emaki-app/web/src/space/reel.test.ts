import { describe, expect, it } from 'vitest';
import { present } from '../present';
import { Reel } from './reel';

const LATENTS: Record<number, Float32Array> = { 1: Float32Array.of(0, 0), 2: Float32Array.of(2, 4), 10: Float32Array.of(10, 12) };

function reel(loaded: number[] = []): Reel {
  return new Reel([1, 2, 10], (epoch) => {
    loaded.push(epoch);
    return Promise.resolve(present(LATENTS[epoch]));
  });
}

describe('a reel of snapshots', () => {
  it('has what lies between two of them', async () => {
    expect(await reel().at(0)).toEqual({ epoch: 1, latents: Float32Array.of(0, 0) });
    expect(await reel().at(1.25)).toEqual({ epoch: 4, latents: Float32Array.of(4, 6) });
    expect(await reel().at(2)).toEqual({ epoch: 10, latents: Float32Array.of(10, 12) });
  });

  it('knows the place of every epoch that it shows', () => {
    expect([0, 1, 1.5, 2, 4, 10, 99].map((epoch) => reel().placeOf(epoch))).toEqual([0, 0, 0.5, 1, 1.25, 2, 2]);
  });

  it('gives nothing where something else has been asked for since', async () => {
    const one = reel();
    const overtaken = one.at(0);
    expect((await one.at(2))?.epoch).toBe(10);
    expect(await overtaken).toBeNull();
  });

  it('fetches a snapshot once, and again where that failed', async () => {
    const loaded: number[] = [];
    const one = reel(loaded);
    await one.at(0.5);
    await one.at(0.7);
    expect(loaded).toEqual([1, 2]);
    let fails = true;
    const lame = new Reel([3], () => (fails ? Promise.reject(new Error('away')) : Promise.resolve(Float32Array.of(1))));
    await expect(lame.at(0)).rejects.toThrow('away');
    fails = false;
    expect((await lame.at(0))?.latents).toEqual(Float32Array.of(1));
  });
});
