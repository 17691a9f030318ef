import { el } from '../dom';
import { typing } from '../keys';
import type { Tool } from './state';

export interface ToolbarActions {
  tool(tool: Tool): void;
  home(): void;
  probe(): void;
  unroll(): void;
  own: (() => void) | null;
  film: (() => void) | null;
  png(): void;
  csv(): void;
  look(): void;
}

const TOOLS: [Tool, string, string, string][] = [
  ['turn', '⟲', 'Turn and zoom', 'v'],
  ['lasso', '◌', 'Lasso (shift and drag works too)', 'l'],
  ['box', '▭', 'Box', 'b'],
];

/** A lasso is drawn among points, not upon the map that lies over them. */
export function onMap(place: HTMLElement, open: boolean): void {
  const tools = [...place.querySelectorAll<HTMLButtonElement>('button[data-tool]')];
  tools.filter((tool) => tool.dataset['tool'] !== 'turn').forEach((tool) => (tool.disabled = open));
  if (open) tools[0]?.click();
}

export function toolbar(actions: ToolbarActions): HTMLElement {
  const buttons = TOOLS.map(([tool, icon, title, key]) => {
    const button = el('button.tool', { 'aria-pressed': String(tool === 'turn'), 'aria-label': title, title: `${title} (${key})`, 'data-tool': tool }, icon);
    button.addEventListener('click', () => {
      buttons.forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
      actions.tool(tool);
    });
    return button;
  });
  window.addEventListener('keydown', (event) => {
    if (typing(event) || event.ctrlKey || event.metaKey) return;
    const at = TOOLS.findIndex(([, , , key]) => key === event.key);
    if (buttons[at]?.isConnected) buttons[at].click();
  });
  const action = (icon: string, title: string, work: () => void, name: string) =>
    el('button.tool', { 'aria-label': title, title, onclick: work, 'data-action': name }, icon);
  return el(
    'div.toolbar',
    { role: 'toolbar', 'aria-label': 'Tools' },
    el('button.tool.narrow', { 'aria-label': 'What is shown', title: 'What is shown', onclick: () => actions.look() }, '☰'),
    ...buttons,
    el('span.gap'),
    action('⌂', 'See everything (0)', () => actions.home(), 'home'),
    action('✛', 'Decode anywhere', () => actions.probe(), 'probe'),
    action('▦', 'Unroll it: the prior\'s own coordinates as axes', () => actions.unroll(), 'unroll'),
    actions.own && action('✎', 'Your own image', actions.own, 'own'),
    actions.film && action('▶', 'Training as a film', actions.film, 'film'),
    action('⤓', 'Save as PNG', () => actions.png(), 'png'),
    action('▤', 'Save the points shown as CSV', () => actions.csv(), 'csv'),
  );
}
