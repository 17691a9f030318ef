/** A beginning for a form, by what it is for. */
export interface Preset {
  name: string;
  about: string;
  values: Record<string, string>;
}

export const PRESETS: Preset[] = [
  { name: 'Shape: swiss roll', about: 'Latents roll up in three dimensions: walk around in them, or along the roll.', values: { prior: 'swiss-roll', 'latent-dim': '3' } },
  { name: 'Shape: ring', about: 'A flat map of two dimensions, quickly looked over.', values: { prior: 'ring', 'latent-dim': '2' } },
  { name: 'Labels for unlabelled images: views', about: 'Images that look alike become islands, to be named one after the other. Takes longer.', values: { objective: 'views' } },
  { name: 'Plain autoencoder', about: 'Latents lie as they fall; for comparison, and for features.', values: { prior: 'none', 'latent-dim': '10' } },
];

/** What some preset sets, and another sets back. */
const SET = [...new Set(PRESETS.flatMap(({ values }) => Object.keys(values)))];

/** What a preset makes of a form, all else left as it is. */
export function applied(preset: Preset, values: Record<string, string>): Record<string, string> {
  return { ...values, ...Object.fromEntries(SET.map((name) => [name, preset.values[name] ?? ''])) };
}

/** Whether a form is as a preset has it. */
export function fits(preset: Preset, values: Record<string, string>): boolean {
  return SET.every((name) => (preset.values[name] ?? '') === (values[name] ?? ''));
}
