/** What is surely there: an element of the page, what an index within bounds gives. Throws where it is not. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error(`Expected a value, got ${String(value)}.`);
  return value;
}

/** As `present`, but unchecked: for loops over many numbers, whose bounds keep the index inside. The built pages have nothing left of it. */
export function within<T>(value: T | undefined): T {
  return value as T;
}
