import { describe, expect, it } from 'vitest';
import { cells, csv, pack, rowsOf, union, unpack } from './rows';

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
    const rows = (text: string) => [...rowsOf(text, ten, (row) => row % 2).rows];
    expect(rows('row,label\r\n5,1\r\n2,0\r\n5,1\r\n')).toEqual([2, 5]);
    expect(rows('\uFEFFclass;Row\nx;7\n"y;""z""";3\n')).toEqual([3, 7]);
    expect(rows('class,row\n"a, or\nb",7\n')).toEqual([7]);
    expect(rows('4\n3\n')).toEqual([3, 4]);
    expect(rows('image\n4\n')).toEqual([4]);
  });

  it('say what is amiss with a CSV', () => {
    const amiss = (text: string) => rowsOf(text, ten, (row) => row % 2).amiss;
    expect(amiss('row,label\n5,1\n2,0\n')).toBeNull();
    expect(amiss('row\n5\n70\n\n-1\n1.5\n')).toBe('3 of 4 lines name no image of this run, and are left out.');
    expect(amiss('row,label\n5,1\n2,1\n')).toMatch(/^1 of 2 images have another label here/);
    for (const other of ['cluster,size,name\n0,12,ki\n1,9,\n', 'row\nten\n', 'row\n', '', '<html>\n<body>']) expect(amiss(other)).toMatch(/^The file names no image/);
  });

  it('are taken from CSV as they were written', () => {
    expect(cells(csv(['a', 'b'], [['x"y', 'one, two\nthree'], ['', 4]]))).toEqual([['a', 'b'], ['x"y', 'one, two\nthree'], ['', '4']]);
    expect(cells('a,"b\n"unclosed')).toEqual([['a', '"b'], ['"unclosed']]);
  });
});
