'use strict';
// Points that turn under the pointer: the latents and a sample of their prior, seen by one camera.
(() => {
  const root = document.documentElement;
  window.addEventListener('error', event => { root.dataset.error = event.message; });
  const cloud = JSON.parse(document.getElementById('cloud').textContent);
  const palette = ['#4e79a7', '#f28e2b', '#59a14f', '#e15759', '#76b7b2', '#b07aa1', '#edc948', '#ff9da7', '#9c755f',
    '#8c8c96', '#1b9e77', '#d95f02', '#7570b3', '#e7298a', '#66a61e', '#a6761d'];
  const byId = id => document.getElementById(id);
  const hidden = new Set();
  const camera = { turn: .7, tilt: .9, zoom: 1, moving: !matchMedia('(prefers-reduced-motion: reduce)').matches };

  const first = Object.keys(cloud.splits)[0];
  const hasLabels = Object.values(cloud.splits).some(s => s.label.some(l => l >= 0));
  const clusterings = Object.keys(cloud.splits[first].clusters).reverse();
  const splitChoice = byId('split');
  const colourChoice = byId('colour');
  const offer = (select, value, text) => select.add(new Option(text, value));
  for (const name of Object.keys(cloud.splits)) offer(splitChoice, name, name);
  if (hasLabels) offer(colourChoice, 'label', 'by class');
  for (const name of clusterings) offer(colourChoice, 'cluster ' + name, 'by cluster' + (clusterings.length > 1 ? ': ' + name : ''));
  if (!hasLabels && !clusterings.length) offer(colourChoice, 'none', 'none');
  if (cloud.prior === null) byId('prior-figure').remove();

  const all = Object.values(cloud.splits).map(s => s.xyz).concat(cloud.prior === null ? [] : [cloud.prior]);
  const bounds = frame(all);

  // The middle of the central 99 % of all points in each coordinate, and half the largest extent.
  function frame(sets) {
    const centre = [0, 0, 0];
    let reach = 1e-6;
    for (let d = 0; d < 3; d++) {
      const values = sets.flatMap(xyz => xyz.filter((_, i) => i % 3 === d)).sort((a, b) => a - b);
      const low = values[Math.floor(values.length * .005)];
      const high = values[Math.ceil(values.length * .995) - 1];
      centre[d] = (low + high) / 2;
      reach = Math.max(reach, (high - low) / 2);
    }
    return { centre, reach };
  }

  function groups() {
    const key = colourChoice.value;
    const split = cloud.splits[splitChoice.value];
    return split.clusters[key.slice('cluster '.length)] ?? split.label;
  }

  function nameOf(group) {
    const byCluster = colourChoice.value.startsWith('cluster ');
    if (group < 0) return byCluster ? 'noise' : 'no label';
    return !byCluster ? cloud.classes[group] ?? String(group) : 'cluster ' + group;
  }

  const colourOf = group => group < 0 ? '#8c8c96' : palette[group % palette.length];

  function legend() {
    hidden.clear();
    const list = byId('legend');
    list.replaceChildren();
    for (const group of [...new Set(groups())].sort((a, b) => a - b)) {
      const button = document.createElement('button');
      const dot = document.createElement('i');
      dot.style.background = colourOf(group);
      button.append(dot, nameOf(group));
      button.setAttribute('aria-pressed', 'true');
      button.addEventListener('click', () => {
        const shown = hidden.delete(group);
        if (!shown) hidden.add(group);
        button.setAttribute('aria-pressed', String(shown));
        draw();
      });
      const item = document.createElement('li');
      item.append(button);
      list.append(item);
    }
  }

  function paint(canvas, xyz, group) {
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, side, side);
    const [c, s, ct, st] = [Math.cos(camera.turn), Math.sin(camera.turn), Math.cos(camera.tilt), Math.sin(camera.tilt)];
    const points = [];
    for (let i = 0; i < xyz.length / 3; i++) {
      if (group && hidden.has(group[i])) continue;
      const x = (xyz[3 * i] - bounds.centre[0]) / bounds.reach;
      const y = (xyz[3 * i + 1] - bounds.centre[1]) / bounds.reach;
      const z = (xyz[3 * i + 2] - bounds.centre[2]) / bounds.reach;
      const across = c * x + s * z;
      const into = c * z - s * x;
      points.push([across, ct * y - st * into, st * y + ct * into, group ? colourOf(group[i]) : '#8c8c96']);
    }
    points.sort((a, b) => b[2] - a[2]);
    const scale = side * .31 * camera.zoom;
    for (const [x, y, depth, colour] of points) {
      const near = 3 / (3 + depth);
      context.globalAlpha = Math.min(1, Math.max(.15, .75 - .35 * depth));
      context.fillStyle = colour;
      context.beginPath();
      context.arc(side / 2 + x * near * scale, side / 2 - y * near * scale, Math.max(.6, near * 1.7 * devicePixelRatio), 0, 7);
      context.fill();
    }
    return points.length;
  }

  function draw() {
    root.dataset.drawn = paint(byId('latents'), cloud.splits[splitChoice.value].xyz, groups());
    if (cloud.prior !== null) root.dataset.prior = paint(byId('prior'), cloud.prior, null);
  }

  for (const canvas of document.querySelectorAll('canvas')) {
    let last = null;
    canvas.addEventListener('pointerdown', event => {
      camera.moving = false;
      last = [event.clientX, event.clientY];
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      if (last === null) return;
      camera.turn += (event.clientX - last[0]) * .01;
      camera.tilt = Math.min(1.57, Math.max(-1.57, camera.tilt + (event.clientY - last[1]) * .01));
      last = [event.clientX, event.clientY];
      draw();
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { last = null; });
    canvas.addEventListener('wheel', event => {
      event.preventDefault();
      camera.moving = false;
      camera.zoom = Math.min(20, Math.max(.2, camera.zoom * Math.exp(-event.deltaY * .001)));
      draw();
    }, { passive: false });
  }
  splitChoice.addEventListener('change', () => { legend(); draw(); });
  colourChoice.addEventListener('change', () => { legend(); draw(); });
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
  draw();
  root.dataset.ready = 'true';
  requestAnimationFrame(tick);
})();
