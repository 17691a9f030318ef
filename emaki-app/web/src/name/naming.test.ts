import { describe, expect, it } from 'vitest';
import { Naming } from './naming';
import { Writer } from './writer';

const names = () => new Naming({ clustering: 'islands', method: 'islands', created: '', images: 30, sizes: [12, 0, 9, 6], names: ['ki', '', '', ''], examples: [] });

describe('clusters that are named', () => {
  it('begin at the first without a name, and leave out those without images', () => {
    const naming = names();
    expect(naming.first).toBe(2);
    expect(naming.progress).toBe('1 of 3 islands, 12 of 30 images named');
    expect([naming.after(0), naming.before(2), naming.before(0)]).toEqual([2, 0, null]);
  });

  it('come round to those that were passed over, until all have names', () => {
    const naming = names();
    naming.rename(3, 'tsu');
    expect(naming.after(3)).toBe(2);
    expect(naming.rename(2, ' ki ')).toBe(true);
    expect(naming.rename(2, 'ki')).toBe(false);
    expect(naming.after(3)).toBeNull();
    expect(naming.used).toEqual(['ki', 'tsu']);
    naming.rename(0, '');
    expect(naming.progress).toBe('2 of 3 islands, 15 of 30 images named');
  });
});

describe('what is written', () => {
  it('comes in order, the last name of each, and is kept where it cannot be written', async () => {
    const written: [number, string][] = [];
    let fault: Error | null = null;
    const told: [number, unknown][] = [];
    const writer = new Writer(
      async (cluster, name) => {
        await Promise.resolve();
        if (fault) throw fault;
        written.push([cluster, name]);
      },
      (left, why) => told.push([left, why]),
    );
    writer.write(0, 'k');
    writer.write(1, 'su');
    writer.write(0, 'ki');
    await writer.work();
    expect(written).toEqual([[0, 'k'], [1, 'su'], [0, 'ki']]);
    expect(told.at(-1)).toEqual([0, null]);
    fault = new Error('held');
    writer.write(2, 'na');
    await writer.work();
    expect(told.at(-1)).toEqual([1, fault]);
    expect(writer.left).toBe(1);
    fault = null;
    await writer.work();
    expect(written.at(-1)).toEqual([2, 'na']);
    expect(writer.left).toBe(0);
  });
});
