/** The server's answers. Arrays travel raw and little-endian, which is what every browser's typed arrays are. */

export interface RunTable {
  columns: string[];
  /** Values of further columns, in which all these rows agree. */
  shared: Record<string, Value>;
  rows: { name: string; values: Value[]; curve: (number | null)[] }[];
  gone: string[];
  /** How many runs there are, those included that have not been read yet. */
  of: number;
}

export type Value = string | number | null;

export interface PointShape {
  count: number;
  dimension: number;
  labelled: boolean;
  prior: boolean;
  /** Where these are not all points of the run: of how many they were drawn; their numbers are then the array `numbers`. */
  drawnFrom?: number;
  /** What the flat map's coordinates mean: downwards, across. */
  axes: string[];
}

export interface Clustering {
  name: string;
  /** Such as `kmeans:k=10`. */
  method: string;
  k: number;
  /** The cluster matched to each class, as the clustering accuracy counts it; null without classes. */
  matching: number[] | null;
  /** What a person called the clusters; empty where they have no name. */
  names?: string[];
  assumption?: string;
  /** Points that are in no cluster. */
  noise?: number;
  /** The method's own. */
  figures?: Record<string, number>;
  /** Scores by split; those against classes only where there are some. */
  silhouette?: Record<string, number | null>;
  accuracy?: Record<string, number | null>;
  nmi?: Record<string, number | null>;
  ari?: Record<string, number | null>;
  purity?: Record<string, number | null>;
  /** Where somebody asked; `seeds` null: the method draws nothing at random. */
  stability?: { seeds: Agreement | null; samples: Agreement | null };
}

/** Of some other fits with a clustering: their adjusted Rand index, and how many clusters they found. */
export interface Agreement {
  fits: number;
  mean: number;
  least: number;
  fewest: number;
  most: number;
}

/** How well points fill the prior. */
export interface ShapeFit {
  two_sample_accuracy: number;
  coverage: number;
  off: number;
  sliced_distance: number;
}

export interface ImageShape {
  height: number;
  width: number;
  channels: number;
  /** Images in one page. */
  page: number;
}

export interface Run {
  name: string;
  status: string;
  record: {
    command: string;
    message: string | null;
    dataset: { name: string; sha256?: string; images: number; class_names: string[] };
    spec: { prior?: string; latent_dim?: number; epochs: number; [setting: string]: unknown };
    created?: string;
    seconds?: number;
    accuracy: Record<string, number> | null;
    reconstruction_mse: Record<string, number> | null;
    divergence: { name: string; train: number | null; test: number | null; floor: number | null } | null;
    /** `floor`: of the prior's own points. */
    fit?: { train: ShapeFit; test: ShapeFit; floor: ShapeFit };
  };
  /** The classes as their own script has them, by label; empty where that is not known. */
  script?: string[];
  /** What can be done about it; `elsewhere`: another process works on it. */
  control: 'cancel' | 'stopping' | 'resume' | 'elsewhere' | null;
  /** The Java that would make it again. */
  java: string;
  /** Of the classifier that lies in the run; null where there is none. */
  classifier: Classification | null;
  /** The command that would train one; null where there are no labels to learn from. */
  classify?: string | null;
  /** The command that teaches one by labels.csv. */
  teach?: string;
  /** Whether the server has its report, or one from before its newest results. */
  report?: 'none' | 'old' | 'there';
  /** Whether its images came from files of their own. */
  files?: boolean;
  /** The names that labels.csv gives, in the order of their numbers; null where there is no such file. */
  given: string[] | null;
  /** The one made last at the end. */
  clusterings: Clustering[];
  /** A sentence for each part that is damaged. */
  left_out: string[];
  snapshots: number[];
  image: ImageShape;
  /** null where there are no latents, or none yet. */
  points: PointShape | null;
}

/** What `classification.json` holds. */
export interface Classification {
  classes: string[];
  accuracy: Record<string, number | null>;
  calibration_error: Record<string, number | null>;
  /** Images by class and prediction, for each split; absent where there are too many classes. */
  confusion?: Record<string, number[][]>;
}

/** A run that was started here and has not written its record yet, or never did. */
export interface Begun {
  name: string;
  status: 'starting' | 'failed' | 'interrupted';
  message: string | null;
}

export type Metrics = Record<string, (number | null)[]>;

/** What the server says in one sentence when it refuses or fails. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The option that is at fault, where the sentence is about one. */
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

let token: Promise<string> | null = null;

let lost = false;

/** Tells the page, by the window's events `lost` and `found`, when the server ceases to answer and when it answers again. */
function answers(does: boolean): void {
  if (lost !== does) return;
  lost = !does;
  window.dispatchEvent(new Event(does ? 'found' : 'lost'));
}

async function request(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    answers(false);
    throw new ApiError(0, 'The explorer does not answer; has it been stopped?');
  }
  answers(true);
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    const said = body && typeof body === 'object' && 'error' in body ? String(body.error) : response.statusText;
    const field = body && typeof body === 'object' && 'field' in body && typeof body.field === 'string' ? body.field : null;
    throw new ApiError(response.status, said, field);
  }
  return response;
}

export async function getJson<T>(path: string): Promise<T> {
  return (await request(path)).json() as Promise<T>;
}

/** What takes the server a while: the bytes, or what it says of them until they are there. */
export async function getMade<T>(path: string): Promise<ArrayBuffer | T> {
  const response = await request(path);
  return response.status === 202 ? (response.json() as Promise<T>) : response.arrayBuffer();
}

export async function getBytes(path: string): Promise<ArrayBuffer> {
  return (await request(path)).arrayBuffer();
}

export async function post(path: string, body: BodyInit): Promise<ArrayBuffer> {
  const send = async () => {
    token ??= getJson<{ token: string }>('/api/session').then((session) => session.token);
    const headers = { 'X-Emaki-Token': await token };
    return (await request(path, { method: 'POST', body, headers })).arrayBuffer();
  };
  try {
    return await send();
  } catch (e) {
    token = null;
    // Each start of the explorer has a token of its own.
    if (e instanceof ApiError && e.status === 403) return send();
    throw e;
  }
}

/** The same where the answer is JSON. */
export async function postJson<T>(path: string, body: BodyInit = ''): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await post(path, body))) as T;
}

/** Arrays of bytes that travel within JSON. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** The path of something that belongs to a run. */
export function runPath(run: string, rest = ''): string {
  return `/api/runs/${encodeURIComponent(run)}${rest}`;
}
