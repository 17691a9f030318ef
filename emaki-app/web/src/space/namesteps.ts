import type { Given, Naming } from './annotations';
import { pack, unpack } from './rows';

/** Images were given names: what they were called before, and since. */
export interface NameStep {
  before: Naming[];
  after: Naming[];
}

/** What can be taken back and what can be done again, the last at the end. */
export interface NameSteps {
  done: NameStep[];
  undone: NameStep[];
}

type Packed = Omit<Naming, 'rows'> & { rows: string };

const KEY = 'emaki.names';

/**
 * The names given in this tab, so that they can be taken back after the page was loaded anew. The names themselves are in the run: nothing
 * but steps is lost where a browser keeps nothing.
 *
 * @param run its name and when it began: another of the same name has other images
 */
export function keep(run: string, { done, undone }: NameSteps, storage = sessionStorage): void {
  const packed = (namings: Naming[]): Packed[] => namings.map((naming) => ({ ...naming, rows: pack(Int32Array.from(naming.rows).sort()) }));
  const steps = (some: NameStep[]) => some.map(({ before, after }) => ({ before: packed(before), after: packed(after) }));
  try {
    storage.setItem(`${KEY} ${run}`, JSON.stringify({ done: steps(done), undone: steps(undone) }));
  } catch {
    // There is no room: the older half goes.
    storage.removeItem(`${KEY} ${run}`);
    if (done.length + undone.length > 1) keep(run, { done: done.slice((done.length + 1) / 2), undone: undone.slice((undone.length + 1) / 2) }, storage);
  }
}

/** What was kept; nothing where that is damaged. */
export function kept(run: string, count: number, storage = sessionStorage): NameSteps {
  const namings = (packed: Packed[]): Naming[] => packed.map((naming) => ({ ...naming, rows: [...unpack(naming.rows, count)] }));
  const steps = (some: { before: Packed[]; after: Packed[] }[]) => some.map(({ before, after }) => ({ before: namings(before), after: namings(after) }));
  try {
    const { done, undone } = JSON.parse(storage.getItem(`${KEY} ${run}`) ?? '') as Record<keyof NameSteps, { before: Packed[]; after: Packed[] }[]>;
    return { done: steps(done), undone: steps(undone) };
  } catch {
    return { done: [], undone: [] };
  }
}

/** What turns names into others, of those images that are still called so: whoever named one elsewhere meanwhile is right. */
export function turned(given: Given | null, from: Naming[], to: Naming[]): Naming[] {
  const called = new Map(from.flatMap(({ name, rows }) => rows.map((row) => [row, name])));
  const still = (row: number) => called.get(row) === (given?.names[given.codes[row] ?? -1] ?? '');
  return to.map((naming) => ({ ...naming, rows: naming.rows.filter(still) })).filter(({ rows }) => rows.length);
}
