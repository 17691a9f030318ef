import type { Scatter } from './scatter';
import type { Steps } from './steps';

/** Which way an arrow key points on the screen: right and down are positive. */
export function arrow(key: string): readonly [number, number] | undefined {
  return ARROWS[key];
}

const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const TURNS: Record<string, [number, number]> = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.12], ArrowDown: [0, -0.12] };

/** Moves the camera as a key says: arrows turn, plus and minus zoom, 0 shows everything. False where the key is none of these. */
export function steer(scatter: Pick<Scatter, 'turn' | 'zoom' | 'frame'>, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const turn = TURNS[event.key];
  if (turn) scatter.turn(...turn);
  else if (event.key === '+' || event.key === '=') scatter.zoom(0.85);
  else if (event.key === '-') scatter.zoom(1 / 0.85);
  else if (event.key === '0') scatter.frame();
  else return false;
  event.preventDefault();
  return true;
}

/** Makes points reachable by the keyboard. */
export function steerable(scatter: Scatter, role: string, label: string): void {
  scatter.element.tabIndex = 0;
  scatter.element.setAttribute('role', role);
  scatter.element.setAttribute('aria-label', `${label} Arrow keys turn, plus and minus zoom, 0 shows everything.`);
  scatter.element.addEventListener('keydown', (event) => steer(scatter, event));
}

/** Ctrl or Command with Z takes back, with Shift Z or Y does once more; whether it was one of these. */
export function stepped(event: KeyboardEvent, steps: Pick<Steps, 'undo' | 'redo'>): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return false;
  event.preventDefault();
  void (key === 'y' || event.shiftKey ? steps.redo() : steps.undo());
  return true;
}
