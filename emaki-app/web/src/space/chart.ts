/** The places of the middles of a map's cells, line after line. */
export function cells(rows: number, columns: number, axes: number): number[][] {
  return Array.from({ length: rows * columns }, (_, i) => {
    const rest = new Array<number>(Math.max(0, axes - 2)).fill(0.5);
    // A map of one coordinate runs on from line to line.
    return axes === 1 ? [(i + 0.5) / (rows * columns)] : [(Math.floor(i / columns) + 0.5) / rows, ((i % columns) + 0.5) / columns, ...rest];
  });
}
