/** Points as discs, smaller and nearer to the paper's colour the farther away they are. */
export const VERTEX = /* glsl */ `
attribute vec3 tint;
attribute float flag, mark;
uniform float size, unit, nearest, farthest, dimmed, faint, scale, opacity, drawn;
uniform vec3 paper;
varying vec3 colour;
varying float faded, radius, cover, shape;
#ifdef SPRITES
uniform vec2 grid;
flat varying vec3 cell;
#endif

void main() {
  // As splat.js has it; the prior, which is faint, is drawn whole.
  bool left = drawn < 1.0 && faint < 0.01 && flag < 1.5 && float(uint(gl_VertexID) * 2654435769u) >= drawn * 4294967296.0;
  if (flag < 0.5 || left) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = 1.0;
    return;
  }
  vec4 seen = modelViewMatrix * vec4(position, 1.0);
  gl_Position = projectionMatrix * seen;
  float selected = step(1.5, flag);
  // What is selected lies before everything else.
  float chosen = dimmed * (1.0 - step(0.01, faint));
  gl_Position.z = mix(gl_Position.z, 0.5 * (gl_Position.z + mix(1.0, -1.0, selected) * gl_Position.w), chosen);
  float diameter = size * scale * unit / -seen.z * (1.0 + 0.35 * selected);
  float depth = clamp((-seen.z - nearest) / (farthest - nearest), 0.0, 1.0);
  float fade = max(0.42 * depth, faint);
  fade = mix(fade, 0.84, chosen * (1.0 - selected));
  fade *= 1.0 - 0.6 * selected;
  colour = mix(tint, paper, fade);
  faded = fade;
  shape = mark;
  cover = mix(opacity, 1.0, max(selected, step(0.01, faint)));
#ifdef SPRITES
  // Row after row of images on a sheet, sheet after sheet: the point's own number says where its image is.
  float columns = grid.x;
  float place = float(gl_VertexID % int(grid.y));
  cell = vec3(mod(place, columns), floor(place / columns), float(gl_VertexID / int(grid.y)));
  gl_PointSize = clamp(3.4 * diameter, 6.0, 96.0);
  radius = 0.5 * gl_PointSize;
#else
  // Half a pixel more on each side, over which the edge fades.
  gl_PointSize = clamp(diameter, 2.0, 64.0) + 1.0;
  radius = 0.5 * gl_PointSize;
#endif
}
`;

export const FRAGMENT = /* glsl */ `
varying vec3 colour;
varying float faded, radius, cover, shape;
#ifdef SPRITES
precision highp sampler2DArray;
uniform sampler2DArray sheets;
uniform vec2 share;
uniform vec3 paper;
uniform float grey;
flat varying vec3 cell;

void main() {
  vec2 at = gl_PointCoord;
  vec4 texel = texture(sheets, vec3((cell.xy + at) * share, cell.z));
  vec3 image = mix(texel.rgb, texel.rrr, grey);
  // A pixel at least, or the colour is lost.
  vec2 rim = step(0.5 - max(0.06, 0.5 / radius), abs(at - 0.5));
  gl_FragColor = vec4(mix(mix(image, paper, faded), colour, max(rim.x, rim.y)), 1.0);
}
#else
/** How far within a shape of radius 1 a place is, as splat.js has them; y downwards. */
float within(vec2 at) {
  vec2 away = abs(at);
  if (shape < 0.5) return 1.0 - length(at);
  if (shape < 1.5) return 0.8 - max(away.x, away.y);
  if (shape < 2.5) return min(0.75 - at.y, 0.45 * (at.y + 1.0) - 0.89 * away.x);
  if (shape < 3.5) return 0.71 * (1.0 - away.x - away.y);
  if (shape < 4.5) return max(min(0.36 - away.x, 1.0 - away.y), min(0.36 - away.y, 1.0 - away.x));
  return min(0.75 + at.y, 0.45 * (1.0 - at.y) - 0.89 * away.x);
}

void main() {
  vec2 at = 2.0 * gl_PointCoord - 1.0;
  float r = dot(at, at);
  float alpha = clamp(radius * within(at), 0.0, 1.0);
  if (alpha < 0.02) discard;
  gl_FragColor = vec4(colour * (1.0 - 0.14 * r), alpha * cover);
}
#endif
`;
