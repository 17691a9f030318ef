import { describe, expect, it } from 'vitest';
import { csv, pack, rowsOf, union, unpack } from './rows';

const ten = (number: number) => (number >= 0 && number < 10 ? number : -1);

describe('selections as text', () => {
  it.each([[[]], [[0]], [[0, 1, 2]], [[31, 32, 33, 1000, 69_999]], [Array.from({ length: 500 }, (_, i) => i * i)]])('survive the address', (rows: number[]) => {
    expect([...unpack(pack(rows), 1_000_000)]).toEqual(rows);
  });

  it('of many rows take a bit for each row, no more', () => {
    const half = Array.from({ length: 70_000 }, (_, i) => i).filter((i) => (i * 7919) % 3);
    const text = pack(half);
    expect(text.length).toBeLessThan(70_000 / 6 + 3);
    expect([...unpack(text, 70_000)]).toEqual(half);
    expect([...unpack(text, 10)]).toEqual(half.filter((row) => row < 10));
    expect([...unpack('.B*B', 100)]).toEqual([0]);
  });

  it('lose rows that are not there, and damage', () => {
    expect([...unpack(pack([3, 50, 99]), 60)]).toEqual([3, 50]);
    expect([...unpack('A*', 10)]).toEqual([0]);
    expect([...unpack('_____________', 10)]).toEqual([]);
  });

  it('add up, each row once', () => {
    expect([...union(Int32Array.of(2, 30), Int32Array.of(2, 4, 100))]).toEqual([2, 4, 30, 100]);
  });

  it('quote what CSV needs quoted', () => {
    expect(csv(['row', 'class'], [[1, 'a,"b"']])).toBe('row,class\n1,"a,""b"""\n');
  });

  it('are no formulas, and names in the header are quoted as others are', () => {
    const lines = [["=cmd|'/c calc'!A1", '+1 a', '-3.5', '@x', '\t=1', 'a,b', '"', -2]];
    expect(csv(['run', '=1,2'], lines)).toBe(`run,"'=1,2"\n'=cmd|'/c calc'!A1,'+1 a,-3.5,'@x,'\t=1,"a,b","""",-2\n`);
  });

  it('come back from CSV, by the column row or the first', () => {
    expect([...rowsOf('row,label\r\n5,1\r\n2,0\r\n5,1\r\n', ten)]).toEqual([2, 5]);
    expect([...rowsOf('class,row\nx,7\ny,70\n', ten)]).toEqual([7]);
    expect([...rowsOf('4\n3\n', ten)]).toEqual([3, 4]);
    expect([...rowsOf('', ten)]).toEqual([]);
  });
});
