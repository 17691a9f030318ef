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

let pending = 0;
let latest: Place | null = null;

/** Leaves the address as it is: what was to be remembered belongs to a view that is gone. */
export function forget(): void {
  clearTimeout(pending);
  latest = null;
}

/**
 * Rewrites the parameters of the present place. Browsers allow this a few times a second only; but what is shown is in the address within a
 * quarter of a second, however much changes meanwhile.
 */
export function remember(params: URLSearchParams): void {
  const { view, name } = here();
  const waits = latest !== null;
  latest = { view, name, params };
  if (waits) return;
  pending = window.setTimeout(() => {
    const now = here();
    if (latest && now.view === latest.view && now.name === latest.name) history.replaceState(null, '', format(latest));
    latest = null;
  }, 250);
}
