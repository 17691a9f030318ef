// The latents before a sample of their prior, as the explorer draws them; splat.js and palette.json stand before this.
const root = document.documentElement;
window.addEventListener('error', event => { root.dataset.error = event.message; });
const byId = id => document.getElementById(id);
const cloud = JSON.parse(byId('cloud').textContent);
const canvas = byId('latents');
const [splitChoice, colourChoice, paletteChoice, marksChoice, priorChoice] = ['split', 'colour', 'palette', 'marks', 'prior'].map(byId);
const hidden = new Set();
const camera = { turn: .5, tilt: .36, away: 1, centre: [0, 0, 0], moving: !matchMedia('(prefers-reduced-motion: reduce)').matches };
const REACH = 1 / Math.tan(Math.PI / 9);

const first = Object.keys(cloud.splits)[0];
const hasLabels = Object.values(cloud.splits).some(s => s.label.some(l => l >= 0));
const clusterings = Object.keys(cloud.splits[first].clusters).reverse();
const offer = (select, value, text) => select.add(new Option(text, value));
for (const name of Object.keys(cloud.splits)) offer(splitChoice, name, name);
if (hasLabels) offer(colourChoice, 'label', 'Class');
for (const name of clusterings) offer(colourChoice, 'cluster ' + name, 'Cluster' + (clusterings.length > 1 ? ': ' + name : ''));
if (!hasLabels && !clusterings.length) offer(colourChoice, 'none', 'Nothing');
if (cloud.prior === null) byId('prior-row').remove();
const prior = cloud.prior && Float32Array.from(cloud.prior);
const splitter = new Splatter();
const radius = frame(Object.values(cloud.splits).map(s => s.xyz).concat(cloud.prior === null ? [] : [cloud.prior]).flat());
const flat = Object.values(cloud.splits).every(s => s.xyz.every((value, i) => i % 3 < 2 || value === 0));
if (flat) Object.assign(camera, { turn: 0, tilt: 0, moving: false });
let points = null;

// Looks at the middle of the central 99 % of all points in each coordinate; returns how far most of them are from it.
function frame(xyz) {
  for (let d = 0; d < 3; d++) {
    const values = xyz.filter((_, i) => i % 3 === d).sort((a, b) => a - b);
    camera.centre[d] = (values[Math.floor(values.length * .005)] + values[Math.ceil(values.length * .995) - 1]) / 2;
  }
  const [a, b, c] = camera.centre;
  const away = [];
  for (let i = 0; i < xyz.length; i += 3) away.push(Math.hypot(xyz[i] - a, xyz[i + 1] - b, xyz[i + 2] - c));
  return away.sort((p, q) => p - q)[Math.floor(away.length * .99)] || 1;
}

function groups() {
  const split = cloud.splits[splitChoice.value];
  return split.clusters[colourChoice.value.slice('cluster '.length)] ?? split.label;
}

// Whether a font has a text's letters: others are all drawn alike, as one that does not exist.
function canWrite(text) {
  const [seen, missing] = [text, '\u0378'].map(letter => {
    const drawn = document.createElement('canvas');
    const context = drawn.getContext('2d');
    context.font = '40px system-ui';
    context.fillText(letter, 0, 60);
    return drawn.toDataURL();
  });
  return seen !== missing;
}

const script = cloud.script.every(text => canWrite(text)) ? cloud.script : [];
const className = label => script[label] ? `${cloud.classes[label]} ${script[label]}` : cloud.classes[label] ?? String(label);

function nameOf(group) {
  const byCluster = colourChoice.value.startsWith('cluster ');
  if (group < 0) return byCluster ? 'noise' : 'no label';
  return byCluster ? 'cluster ' + group : className(group);
}

const colourOf = group => group < 0 ? palettes.none : palettes[paletteChoice.value][group % palettes.usual.length];
const markOf = group => marksChoice.checked && group > 0 ? group % MARKS : 0;
const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));

function take() {
  const group = groups();
  points = {
    positions: Float32Array.from(cloud.splits[splitChoice.value].xyz),
    tint: Uint8Array.from(group.flatMap(g => rgb(colourOf(g)))),
    marks: Uint8Array.from(group, markOf),
    flags: Uint8Array.from(group, g => hidden.has(g) ? HIDDEN : NORMAL),
  };
  draw();
}

function legend() {
  const counts = new Map();
  for (const group of groups()) counts.set(group, (counts.get(group) ?? 0) + 1);
  byId('legend').replaceChildren(...[...counts].sort(([a], [b]) => a - b).map(([group, count]) => {
    const button = document.createElement('button');
    const swatch = document.createElement('i');
    swatch.className = 'swatch';
    swatch.dataset.mark = markOf(group);
    swatch.style.background = colourOf(group);
    const [name, number] = [nameOf(group), count.toLocaleString('en')].map(text => {
      const span = document.createElement('span');
      span.textContent = text;
      return span;
    });
    button.append(swatch, name, number);
    button.setAttribute('aria-pressed', String(!hidden.has(group)));
    button.addEventListener('click', () => {
      const shown = hidden.delete(group);
      if (!shown) hidden.add(group);
      button.setAttribute('aria-pressed', String(shown));
      take();
    });
    const item = document.createElement('li');
    item.append(button);
    return item;
  }));
}

// From the space to the screen's cube, by columns; depth is not needed.
function matrix(aspect, distance) {
  const [c, s, ct, st] = [Math.cos(camera.turn), Math.sin(camera.turn), Math.cos(camera.tilt), Math.sin(camera.tilt)];
  const narrow = Math.min(1, aspect);
  const across = [c, 0, -s].map(v => v * REACH * narrow / aspect);
  const up = [-s * st, ct, -c * st].map(v => v * REACH * narrow);
  const towards = [s * ct, st, c * ct];
  const at = axis => axis.reduce((sum, v, d) => sum + v * camera.centre[d], 0);
  return [0, 1, 2].flatMap(d => [across[d], up[d], 0, -towards[d]]).concat([-at(across), -at(up), 0, distance + at(towards)]);
}

function draw() {
  const scale = devicePixelRatio;
  const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
  if (!width || !height) return;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const home = radius * REACH;
  const distance = 1.12 * home * camera.away;
  const look = { size: (marksChoice.checked ? 6.5 : 4) * scale, unit: home, nearest: distance - radius, farthest: distance + radius, dimmed: false, opacity: 1, share: 1,
    paper: rgb(getComputedStyle(root).getPropertyValue('--paper').trim()) };
  const behind = priorChoice.checked ? prior : null;
  splitter.draw(new Uint32Array(image.data.buffer), width, height, matrix(width / height, distance), look, points, behind, null);
  context.putImageData(image, 0, 0);
  root.dataset.drawn = points.flags.reduce((sum, flag) => sum + flag, 0);
  if (behind) root.dataset.prior = behind.length / 3;
}

// By shares of the canvas: turns what is deep, shifts what is flat.
function move(right, down) {
  camera.moving = false;
  if (flat) {
    const seen = 2.24 * radius * camera.away;
    camera.centre[0] -= right * seen * canvas.clientWidth / canvas.clientHeight;
    camera.centre[1] += down * seen;
  } else {
    camera.turn -= 4 * right;
    camera.tilt = Math.min(1.57, Math.max(-1.57, camera.tilt + 4 * down));
  }
  draw();
}

function zoom(factor) {
  camera.moving = false;
  camera.away = Math.min(5, Math.max(.05, camera.away * factor));
  draw();
}

let last = null;
canvas.addEventListener('pointerdown', event => {
  camera.moving = false;
  last = [event.clientX, event.clientY];
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener('pointermove', event => {
  if (last === null) return;
  move((event.clientX - last[0]) / canvas.clientWidth, (event.clientY - last[1]) / canvas.clientHeight);
  last = [event.clientX, event.clientY];
});
for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { last = null; });
canvas.addEventListener('wheel', event => {
  event.preventDefault();
  zoom(Math.exp(event.deltaY * .001));
}, { passive: false });
const KEYS = { ArrowLeft: [-.03, 0], ArrowRight: [.03, 0], ArrowUp: [0, -.03], ArrowDown: [0, .03] };
canvas.addEventListener('keydown', event => {
  const step = KEYS[event.key];
  if (step) move(...step);
  else if (event.key === '+' || event.key === '-') zoom(event.key === '+' ? 1 / 1.2 : 1.2);
  else return;
  event.preventDefault();
});
for (const choice of [splitChoice, colourChoice]) choice.addEventListener('change', () => { hidden.clear(); legend(); take(); });
for (const choice of [paletteChoice, marksChoice]) choice.addEventListener('change', () => { legend(); take(); });
priorChoice?.addEventListener('change', draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
window.addEventListener('resize', draw);

let before = performance.now();
function tick(now) {
  if (!camera.moving) return;
  camera.turn += (now - before) * .00015;
  before = now;
  draw();
  requestAnimationFrame(tick);
}
legend();
take();
root.dataset.ready = 'true';
requestAnimationFrame(tick);
