import {
  BufferAttribute,
  BufferGeometry,
  Color,
  ColorManagement,
  DataArrayTexture,
  LinearFilter,
  LinearSRGBColorSpace,
  MOUSE,
  PerspectiveCamera,
  Points,
  RedFormat,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  Sphere,
  TOUCH,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { el } from '../dom';
import { HIDDEN, NORMAL, SELECTED } from './flags';
import { FRAGMENT, VERTEX } from './shader';
import type { Sheets } from './sheets';

// Colours are given as they are to be seen.
ColorManagement.enabled = false;

/** Screen positions of all points in CSS pixels, x and y in turn; NaN where a point is hidden or behind. */
export type ScreenPoints = Float32Array;

/**
 * All points of a space in one draw call. Draws only when something changed. Positions are [n, 3]; the camera is kept in
 * the space's own units.
 */
export class Scatter {
  readonly element = el('div.scatter');
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly camera = new PerspectiveCamera(40, 1, 0.01, 1000);
  private readonly controls: OrbitControls;
  private readonly material: ShaderMaterial;
  private readonly points: Points;
  private prior: Points | null = null;
  private positions = new Float32Array();
  private flags = new Uint8Array();
  private radius = 1;
  private centre = new Vector3();
  private asked = false;
  private readonly software: boolean;
  private readonly listeners: (() => void)[] = [];
  /** Milliseconds that the last frames took to draw. */
  readonly frames: number[] = [];

  constructor(signal: AbortSignal) {
    this.software = isSoftware();
    this.renderer = new WebGLRenderer({ antialias: !this.software, powerPreference: 'high-performance' });
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    this.material = material(1, !this.software);
    this.points = new Points(new BufferGeometry(), this.material);
    this.points.frustumCulled = false;
    this.camera.position.set(0, 0, 3);
    this.scene.add(this.points);
    this.element.append(this.renderer.domElement);
    this.controls = new OrbitControls(this.camera, this.renderer.domElement);
    this.controls.zoomToCursor = true;
    this.controls.addEventListener('change', () => this.draw());
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.element);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.controls.dispose();
      this.points.geometry.dispose();
      this.material.dispose();
      this.renderer.dispose();
      this.renderer.forceContextLoss();
    });
  }

  /** Calls back after each frame: what lies above the points follows them. */
  onFrame(work: () => void): void {
    this.listeners.push(work);
  }

  get size(): number {
    return this.flags.length;
  }

  /** Takes new points; the camera stays. */
  setPositions(positions: Float32Array<ArrayBuffer>): void {
    const count = positions.length / 3;
    const fresh = count !== this.size;
    this.positions = positions;
    const geometry = this.points.geometry;
    if (fresh) {
      geometry.dispose();
      this.flags = new Uint8Array(count).fill(NORMAL);
      geometry.setAttribute('tint', new BufferAttribute(new Uint8Array(3 * count), 3, true));
      geometry.setAttribute('flag', new BufferAttribute(this.flags, 1, false));
    }
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.boundingSphere = new Sphere(new Vector3(), Infinity);
    this.draw();
  }

  /** Red, green and blue, uint8 [n, 3]. */
  setColours(rgb: Uint8Array): void {
    const tint = this.points.geometry.getAttribute('tint') as BufferAttribute;
    (tint.array as Uint8Array).set(rgb);
    tint.needsUpdate = true;
    this.draw();
  }

  /** Draws images in the place of dots, or dots again: point i is image i of the sheets. */
  setSprites(sheets: Sheets | null): void {
    const { defines, uniforms } = this.material;
    (uniforms['sheets']?.value as DataArrayTexture | null)?.dispose();
    delete defines['SPRITES'];
    if (sheets) {
      const texture = new DataArrayTexture(sheets.data, sheets.width, sheets.height, sheets.count);
      texture.format = sheets.grey ? RedFormat : RGBAFormat;
      texture.unpackAlignment = 1;
      texture.minFilter = texture.magFilter = LinearFilter;
      texture.needsUpdate = true;
      defines['SPRITES'] = 1;
      uniforms['sheets'] = { value: texture };
      uniforms['grid'] = { value: new Vector2(sheets.columns, sheets.columns * sheets.rows) };
      uniforms['share'] = { value: new Vector2(sheets.cellWidth / sheets.width, sheets.cellHeight / sheets.height) };
      uniforms['grey'] = { value: sheets.grey ? 1 : 0 };
    } else uniforms['sheets'] = { value: null };
    this.material.needsUpdate = true;
    this.draw();
  }

  /** HIDDEN, NORMAL or SELECTED for each point. */
  setFlags(flags: Uint8Array): void {
    this.flags.set(flags);
    (this.points.geometry.getAttribute('flag') as BufferAttribute).needsUpdate = true;
    (this.material.uniforms['dimmed'] as { value: number }).value = flags.includes(SELECTED) ? 1 : 0;
    this.draw();
  }

  /** The faint cloud behind: [m, 3], or null for none. */
  setPrior(positions: Float32Array<ArrayBuffer> | null): void {
    if (this.prior) {
      this.scene.remove(this.prior);
      this.prior.geometry.dispose();
      this.prior = null;
    }
    if (positions) {
      const count = positions.length / 3;
      const geometry = new BufferGeometry();
      geometry.setAttribute('position', new BufferAttribute(positions, 3));
      geometry.setAttribute('tint', new BufferAttribute(new Uint8Array(3 * count).fill(140), 3, true));
      geometry.setAttribute('flag', new BufferAttribute(new Uint8Array(count).fill(NORMAL), 1, false));
      const faint = material(0.6, !this.software);
      faint.uniforms = { ...this.material.uniforms, faint: { value: 0.72 }, scale: { value: 0.6 } };
      this.prior = new Points(geometry, faint);
      this.prior.frustumCulled = false;
      this.prior.renderOrder = -1;
      this.scene.add(this.prior);
    }
    this.draw();
  }

  setPaper(colour: string): void {
    const paper = new Color(colour);
    this.renderer.setClearColor(paper);
    (this.material.uniforms['paper'] as { value: Color }).value.copy(paper);
    this.draw();
  }

  setPointSize(pixels: number): void {
    (this.material.uniforms['size'] as { value: number }).value = pixels;
    this.draw();
  }

  /** A space of two axes is dragged, one of three is turned. */
  setFlat(flat: boolean): void {
    this.controls.enableRotate = !flat;
    this.controls.mouseButtons.LEFT = flat ? MOUSE.PAN : MOUSE.ROTATE;
    this.controls.touches.ONE = flat ? TOUCH.PAN : TOUCH.ROTATE;
  }

  /** Whether dragging moves the camera. */
  setNavigable(navigable: boolean): void {
    this.controls.enabled = navigable;
  }

  /** Turns the camera by angles, in radians. */
  turn(right: number, up: number): void {
    const offset = this.camera.position.clone().sub(this.controls.target);
    offset.applyAxisAngle(this.camera.up, -right);
    const side = new Vector3().crossVectors(this.camera.up, offset).normalize();
    offset.applyAxisAngle(side, -up);
    this.camera.position.copy(this.controls.target).add(offset);
    this.controls.update();
    this.draw();
  }

  zoom(factor: number): void {
    this.camera.position.sub(this.controls.target).multiplyScalar(factor).add(this.controls.target);
    this.controls.update();
    this.draw();
  }

  /** Looks at all points from the front, or from a little above where they are deep. */
  home(): void {
    const distance = (this.radius / Math.tan((this.camera.fov * Math.PI) / 360)) * 1.12 * Math.max(1, 1 / this.camera.aspect);
    const deep = this.controls.enableRotate;
    const direction = deep ? new Vector3(0.55, 0.42, 1).normalize() : new Vector3(0, 0, 1);
    this.camera.up.set(0, 1, 0);
    this.controls.target.copy(this.centre);
    this.camera.position.copy(this.centre).addScaledVector(direction, distance);
    this.controls.update();
    this.draw();
  }

  /** Where the camera stands and what it looks at: six numbers. */
  get view(): number[] {
    return [...this.camera.position.toArray(), ...this.controls.target.toArray()];
  }

  set view([a = 0, b = 0, c = 1, d = 0, e = 0, f = 0]: number[]) {
    this.camera.position.set(a, b, c);
    this.controls.target.set(d, e, f);
    this.controls.update();
    this.draw();
  }

  /** From where the camera looks: a direction and a distance in radii of the points. Spaces of any size can share it. */
  get pose(): number[] {
    const offset = this.camera.position.clone().sub(this.controls.target);
    return [...offset.clone().normalize().toArray(), offset.length() / this.radius];
  }

  set pose([x = 0, y = 0, z = 1, distance = 3]: number[]) {
    this.camera.position.set(x, y, z).multiplyScalar(distance * this.radius).add(this.controls.target);
    this.controls.update();
    this.draw();
  }

  /** Screen positions of all visible points. */
  project(): ScreenPoints {
    const screen = new Float32Array(2 * this.size);
    const m = this.matrix();
    const { width, height } = this.extent();
    for (let i = 0; i < this.size; i++) {
      const x = this.positions[3 * i] as number;
      const y = this.positions[3 * i + 1] as number;
      const z = this.positions[3 * i + 2] as number;
      const w = m[3]! * x + m[7]! * y + m[11]! * z + m[15]!;
      const seen = this.flags[i] !== HIDDEN && w > 0;
      screen[2 * i] = seen ? (((m[0]! * x + m[4]! * y + m[8]! * z + m[12]!) / w + 1) / 2) * width : NaN;
      screen[2 * i + 1] = seen ? ((1 - (m[1]! * x + m[5]! * y + m[9]! * z + m[13]!) / w) / 2) * height : NaN;
    }
    return screen;
  }

  /** The point under the pointer: the nearest to the eye among those within reach, or -1. */
  pick(px: number, py: number, reach: number): number {
    const m = this.matrix();
    const { width, height } = this.extent();
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < this.size; i++) {
      if (this.flags[i] === HIDDEN) continue;
      const x = this.positions[3 * i] as number;
      const y = this.positions[3 * i + 1] as number;
      const z = this.positions[3 * i + 2] as number;
      const w = m[3]! * x + m[7]! * y + m[11]! * z + m[15]!;
      if (w <= 0) continue;
      const dx = (((m[0]! * x + m[4]! * y + m[8]! * z + m[12]!) / w + 1) / 2) * width - px;
      if (dx > reach || dx < -reach) continue;
      const dy = ((1 - (m[1]! * x + m[5]! * y + m[9]! * z + m[13]!) / w) / 2) * height - py;
      const distance = dx * dx + dy * dy;
      if (distance > reach * reach) continue;
      const cost = w / this.radius + distance / (reach * reach);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    return best;
  }

  /** Where a place in the space is on the screen; null behind the eye. */
  toScreen(x: number, y: number, z: number): { x: number; y: number } | null {
    const at = new Vector3(x, y, z).project(this.camera);
    const { width, height } = this.extent();
    return at.z > 1 || !Number.isFinite(at.x) ? null : { x: ((at.x + 1) / 2) * width, y: ((1 - at.y) / 2) * height };
  }

  /** The place under a screen position, as deep as a given place is. */
  toSpace(px: number, py: number, deep: [number, number, number]): [number, number, number] {
    const { width, height } = this.extent();
    const depth = new Vector3(...deep).project(this.camera).z;
    const at = new Vector3((px / width) * 2 - 1, 1 - (py / height) * 2, depth).unproject(this.camera);
    return [at.x, at.y, at.z];
  }

  position(i: number): [number, number, number] {
    return [this.positions[3 * i] as number, this.positions[3 * i + 1] as number, this.positions[3 * i + 2] as number];
  }

  async png(): Promise<Blob> {
    this.render();
    return new Promise((resolve, reject) =>
      this.renderer.domElement.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.')))),
    );
  }

  draw(): void {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => this.render());
  }

  private render(): void {
    this.asked = false;
    const began = performance.now();
    const distance = this.camera.position.distanceTo(this.controls.target);
    this.camera.near = Math.max(distance / 1000, distance - 40 * this.radius);
    this.camera.far = distance + 40 * this.radius;
    this.camera.updateProjectionMatrix();
    this.camera.updateMatrixWorld();
    const uniforms = this.material.uniforms as Record<string, { value: number }>;
    uniforms['nearest']!.value = distance - this.radius;
    uniforms['farthest']!.value = distance + this.radius;
    uniforms['unit']!.value = (this.renderer.getPixelRatio() * this.homeDistance()) as number;
    this.renderer.render(this.scene, this.camera);
    this.listeners.forEach((work) => work());
    this.frames.push(performance.now() - began);
    if (this.frames.length > 240) this.frames.shift();
  }

  private homeDistance(): number {
    return this.radius / Math.tan((this.camera.fov * Math.PI) / 360);
  }

  private matrix(): number[] {
    this.camera.updateMatrixWorld();
    return this.camera.projectionMatrix.clone().multiply(this.camera.matrixWorldInverse).elements;
  }

  private extent(): { width: number; height: number } {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  private resize(): void {
    const { width, height } = this.extent();
    if (!width || !height) return;
    this.renderer.setPixelRatio(this.software ? 1 : Math.min(2, devicePixelRatio));
    this.renderer.setSize(width, height);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.render();
  }

  /** The middle of the points and how far they reach, few outliers apart. */
  measure(): void {
    const n = this.size;
    const step = Math.max(1, Math.floor(n / 5000));
    const sums = [0, 0, 0];
    let count = 0;
    for (let i = 0; i < n; i += step, count++) {
      for (let d = 0; d < 3; d++) sums[d]! += this.positions[3 * i + d] as number;
    }
    this.centre.set(sums[0]! / count, sums[1]! / count, sums[2]! / count);
    const distances: number[] = [];
    const at = new Vector3();
    for (let i = 0; i < n; i += step) distances.push(at.fromArray(this.positions, 3 * i).distanceTo(this.centre));
    distances.sort((a, b) => a - b);
    this.radius = distances[Math.floor(0.995 * (distances.length - 1))] || 1;
  }
}

function material(scale: number, smooth: boolean): ShaderMaterial {
  return new ShaderMaterial({
    alphaToCoverage: smooth,
    defines: smooth ? { SMOOTH: 1 } : {},
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      size: { value: 4 },
      unit: { value: 1 },
      nearest: { value: 0 },
      farthest: { value: 1 },
      dimmed: { value: 0 },
      sheets: { value: null },
      faint: { value: 0 },
      scale: { value: scale },
      paper: { value: new Color() },
    },
  });
}

/** Drawn by the processor: then a point has hard edges and a pixel of the page is one of the device. */
function isSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|software/i.test(name);
}
