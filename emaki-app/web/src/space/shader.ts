/** Points as discs, smaller and nearer to the paper's colour the farther away they are. */
export const VERTEX = /* glsl */ `
attribute vec3 tint;
attribute float flag;
uniform float size, unit, nearest, farthest, dimmed, faint, scale;
uniform vec3 paper;
varying vec3 colour;

void main() {
  if (flag < 0.5) {
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
  gl_PointSize = clamp(diameter, 1.5, 64.0);
  float depth = clamp((-seen.z - nearest) / (farthest - nearest), 0.0, 1.0);
  float fade = max(0.42 * depth, faint);
  fade = mix(fade, 0.84, chosen * (1.0 - selected));
  colour = mix(tint, paper, fade * (1.0 - 0.6 * selected));
}
`;

export const FRAGMENT = /* glsl */ `
varying vec3 colour;

void main() {
  vec2 at = 2.0 * gl_PointCoord - 1.0;
  float r = dot(at, at);
  float alpha = 1.0;
#ifdef SMOOTH
  float edge = fwidth(r);
  alpha = 1.0 - smoothstep(1.0 - edge, 1.0, r);
#endif
  if (r > 1.0 || alpha < 0.02) discard;
  gl_FragColor = vec4(colour * (1.0 - 0.14 * r), alpha);
}
`;
