/**
 * What the page shows is in its address, `#/VIEW/NAME?key=value&...`, so that a link or a bookmark brings it back.
 * Going somewhere makes a step of the history; turning a knob only rewrites the address.
 */

export interface Place {
  view: string;
  name: string;
  params: URLSearchParams;
}

export function parse(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view = '', ...name] = path.split('/');
  return { view: view || 'runs', name: decode(name.join('/')), params: new URLSearchParams(query) };
}

/** An address that was cut or mistyped is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function format({ view, name, params }: Place): string {
  const query = params.toString();
  return `#/${view}${name ? '/' + encodeURIComponent(name) : ''}${query ? '?' + query : ''}`;
}

export function here(): Place {
  return parse(location.hash);
}

export function go(view: string, name = '', params = new URLSearchParams()): void {
  location.hash = format({ view, name, params });
}

let entered: Element | null = null;

/** From now on the address, and what stands above the page, are this element's: what is left, or still opens behind it, has no say in them. */
export function enter(page: Element): void {
  forget();
  entered = page;
}

/** Whether it is the page that was entered last, or in it. */
export function isEntered(element: Element): boolean {
  return entered === null || entered.contains(element);
}

let pending = 0;
let latest: Place | null = null;

/** Leaves the address as it is: what was to be remembered belongs to a view that is gone. */
export function forget(): void {
  clearTimeout(pending);
  latest = null;
}

/** Writes what is to be remembered now: whoever follows a link comes back to what was there. */
export function settle(): void {
  const now = here();
  if (latest && now.view === latest.view && now.name === latest.name) history.replaceState(null, '', format(latest));
  forget();
}

/**
 * Rewrites the parameters of the present place. Browsers allow this a few times a second only; but what is shown is in the address within a
 * quarter of a second, however much changes meanwhile.
 *
 * @param from what is to be remembered: nothing, unless it is in the page that was entered last
 */
export function remember(from: Element, params: URLSearchParams): void {
  if (!isEntered(from)) return;
  const { view, name } = here();
  const waits = latest !== null;
  latest = { view, name, params };
  if (!waits) pending = window.setTimeout(settle, 250);
}
