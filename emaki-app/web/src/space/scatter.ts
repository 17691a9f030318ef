import { MOUSE, PerspectiveCamera, TOUCH, Vector3, type Matrix4Tuple } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { el } from '../dom';
import { onTheme } from '../header';
import { present } from '../present';
import { HIDDEN, NORMAL, SELECTED } from './splat';
import { CpuPainter } from './cpu';
import { extent } from './geometry';
import { Pace } from './pace';
import type { Cloud, Painter } from './painter';
import { bestPainter } from './painters';
import { pick, projected, type ScreenPoints } from './picking';
import type { Sheets } from './sheets';

/** Pixels at the edges. */
export interface Covered {
  left: number;
  right: number;
  bottom: number;
}

const NOTHING: Covered = { left: 0, right: 0, bottom: 0 };
const MARKED_LARGER = 1.6;
/** Narrower than this is no room for points. */
const LEAST_FREE = 480;

/** All points of a space. Draws only when something changed. Positions are [n, 3]; the camera is kept in the space's own units. */
export class Scatter {
  readonly element = el('div.scatter');
  private readonly camera = new PerspectiveCamera(40, 1, 0.01, 1000);
  private readonly controls: OrbitControls;
  private cloud: Cloud = { positions: new Float32Array(), tint: new Uint8Array(), flags: new Uint8Array(), marks: new Uint8Array() };
  private prior: Float32Array<ArrayBuffer> | null = null;
  private sheets: Sheets | null = null;
  private dimmed = false;
  private marked = false;
  private paper: [number, number, number] = [255, 255, 255];
  private pointSize = 4;
  private opacity = 1;
  /** Whence all is seen from home, where there is depth. */
  private homeward = new Vector3(0.55, 0.42, 1).normalize();
  private covered = () => NOTHING;
  private radius = 1;
  private centre = new Vector3();
  private readonly pace = new Pace(() => this.draw());
  private asked = false;
  private athome = false;
  private readonly listeners: (() => void)[] = [];
  /** Milliseconds that the last frames took to draw. */
  readonly frames: number[] = [];

  /**
   * @param ground the name of the colour behind the points, which changes with the theme
   * @param painter what draws; it is disposed of with this
   */
  constructor(
    signal: AbortSignal,
    ground = '--paper',
    private painter: Painter = bestPainter(),
  ) {
    const paint = () => this.setPaper(getComputedStyle(document.documentElement).getPropertyValue(ground).trim());
    onTheme(paint, signal);
    this.camera.position.set(0, 0, 3);
    this.element.append(this.painter.canvas);
    this.controls = new OrbitControls(this.camera, this.painter.canvas);
    this.controls.zoomToCursor = true;
    this.controls.addEventListener('change', () => {
      this.athome = false;
      this.move();
    });
    this.painter.canvas.addEventListener('webglcontextlost', () => this.fallBack(), { signal });
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.element);
    paint();
    signal.addEventListener('abort', () => {
      this.pace.stop();
      observer.disconnect();
      this.controls.dispose();
      this.painter.dispose();
    });
  }

  /** The graphics processor was taken away; the other painter goes on with what there is. */
  private fallBack(): void {
    const lost = this.painter;
    this.painter = new CpuPainter();
    lost.canvas.replaceWith(this.painter.canvas);
    lost.dispose();
    this.controls.disconnect();
    this.controls.connect(this.painter.canvas);
    this.painter.take(this.cloud, 'all');
    this.painter.takePrior(this.prior);
    this.painter.takeSheets(this.sheets);
    this.resize();
  }

  /** Calls back after each frame: what lies above the points follows them. */
  onFrame(work: () => void): void {
    this.listeners.push(work);
  }

  /** The points as they are now. */
  get points(): Readonly<Cloud> {
    return this.cloud;
  }

  get size(): number {
    return this.cloud.flags.length;
  }

  /** Takes new points; the camera stays. Another number of points is another set: grey, and all shown. */
  setPositions(positions: Float32Array<ArrayBuffer>): void {
    const count = positions.length / 3;
    const fresh = count !== this.size;
    if (fresh) this.cloud = { positions, tint: new Uint8Array(3 * count), flags: new Uint8Array(count).fill(NORMAL), marks: new Uint8Array(count) };
    else this.cloud.positions = positions;
    this.painter.take(this.cloud, fresh ? 'all' : 'positions');
    if (fresh) this.draw();
    else this.move();
  }

  /** Red, green and blue, uint8 [n, 3]. */
  setColours(rgb: Uint8Array): void {
    this.cloud.tint.set(rgb);
    this.painter.take(this.cloud, 'tint');
    this.draw();
  }

  /** The shape of each point, below MARKS. */
  setMarks(marks: Uint8Array): void {
    this.cloud.marks.set(marks);
    this.marked = marks.some((mark) => mark > 0);
    this.painter.take(this.cloud, 'marks');
    this.draw();
  }

  /** Draws images in the place of dots, or dots again: point i is image i of the sheets. */
  setSprites(sheets: Sheets | null): void {
    this.sheets = sheets;
    this.painter.takeSheets(sheets);
    this.draw();
  }

  /** HIDDEN, NORMAL or SELECTED for each point. */
  setFlags(flags: Uint8Array): void {
    this.cloud.flags.set(flags);
    this.dimmed = flags.includes(SELECTED);
    this.painter.take(this.cloud, 'flags');
    this.draw();
  }

  /** The faint cloud behind: [m, 3], or null for none. */
  setPrior(positions: Float32Array<ArrayBuffer> | null): void {
    this.prior = positions;
    this.painter.takePrior(positions);
    this.draw();
  }

  /** A colour as `#rrggbb`. */
  setPaper(colour: string): void {
    this.paper = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16)) as [number, number, number];
    this.draw();
  }

  setPointSize(pixels: number): void {
    this.pointSize = pixels;
    this.draw();
  }

  /** How much a dot covers of what lies behind it, above 0 to 1. */
  setOpacity(opacity: number): void {
    this.opacity = opacity;
    this.draw();
  }

  /** Whence points are seen from home: a direction towards the eye. */
  setHomeward(...[x, y, z]: [number, number, number]): void {
    this.homeward.set(x, y, z).normalize();
  }

  /** @param covered tells how many pixels at the edges are covered: what is looked at is fitted into the rest, where that is large enough */
  setCovered(covered: () => Covered): void {
    this.covered = covered;
    this.resize();
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

  /** Looks at all points from the front, or where they are deep from where they are seen best. */
  home(): void {
    this.lookAt(this.centre, this.radius);
    this.athome = true;
    this.draw();
  }

  /** Looks at what is shown: at home, or where points are hidden at the others. */
  frame(): void {
    const { positions, flags } = this.cloud;
    const shown = flags.includes(HIDDEN) ? extent(positions, (i) => flags[i] === HIDDEN) : null;
    if (!shown) {
      this.home();
      return;
    }
    this.lookAt(new Vector3(...shown.centre), shown.radius);
    this.athome = false;
    this.draw();
  }

  private lookAt(centre: Vector3, radius: number): void {
    const { width, height } = this.extent();
    const { left, right, bottom } = this.margins();
    const share = Math.max(1, height) / Math.max(1, Math.min(width - left - right, height - bottom));
    const distance = (radius / Math.tan((this.camera.fov * Math.PI) / 360)) * 1.12 * share;
    const direction = this.controls.enableRotate ? this.homeward : new Vector3(0, 0, 1);
    this.camera.up.set(0, 1, 0);
    this.controls.target.copy(centre);
    this.camera.position.copy(centre).addScaledVector(direction, distance);
    this.controls.update();
  }

  /** Whether the camera is no longer where `home` put it. */
  get moved(): boolean {
    return !this.athome;
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
    return projected(this.cloud, { matrix: this.matrix(), ...this.extent() });
  }

  /** The point under the pointer, or -1. */
  pick(px: number, py: number, reach: number): number {
    const { diameter: size, sheets, dimmed } = this;
    return pick(this.cloud, { matrix: this.matrix(), ...this.extent(), size, unit: this.homeDistance(), sprites: sheets !== null, dimmed }, px, py, reach);
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
    const { positions } = this.cloud;
    return [present(positions[3 * i]), present(positions[3 * i + 1]), present(positions[3 * i + 2])];
  }

  /** What is seen now, at most so wide. */
  picture(most = Infinity): HTMLCanvasElement {
    this.render();
    const { canvas } = this.painter;
    const scale = Math.min(1, most / canvas.width);
    const copy = el('canvas', { width: Math.round(scale * canvas.width), height: Math.round(scale * canvas.height) });
    copy.getContext('2d', { willReadFrequently: true })?.drawImage(canvas, 0, 0, copy.width, copy.height);
    return copy;
  }

  draw(): void {
    if (this.asked) return;
    this.asked = true;
    const began = performance.now();
    requestAnimationFrame(() => {
      const share = this.pace.shareOf(this.size);
      this.render(share);
      // A graphics processor draws on after this: the wait for the next frame tells.
      this.pace.took(performance.now() - began, share);
    });
  }

  private move(): void {
    this.pace.moved();
    this.draw();
  }

  private render(share = 1): void {
    this.asked = false;
    const began = performance.now();
    const distance = this.camera.position.distanceTo(this.controls.target);
    this.camera.near = Math.max(distance / 1000, distance - 40 * this.radius);
    this.camera.far = distance + 40 * this.radius;
    this.camera.updateProjectionMatrix();
    this.camera.updateMatrixWorld();
    this.painter.paint(this.camera, {
      size: this.diameter,
      unit: this.homeDistance(),
      nearest: distance - this.radius,
      farthest: distance + this.radius,
      dimmed: this.dimmed,
      opacity: this.opacity,
      share,
      paper: this.paper,
    });
    this.listeners.forEach((work) => work());
    this.frames.push(performance.now() - began);
    if (this.frames.length > 240) this.frames.shift();
  }

  /** Shapes are told apart only where they are larger than dots need to be. */
  private get diameter(): number {
    return this.marked ? MARKED_LARGER * this.pointSize : this.pointSize;
  }

  private homeDistance(): number {
    return this.radius / Math.tan((this.camera.fov * Math.PI) / 360);
  }

  private matrix(): Matrix4Tuple {
    this.camera.updateMatrixWorld();
    return this.camera.projectionMatrix.clone().multiply(this.camera.matrixWorldInverse).elements;
  }

  private extent(): { width: number; height: number } {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  private margins(): Covered {
    const covered = this.covered();
    return this.extent().width - covered.left - covered.right < LEAST_FREE ? NOTHING : covered;
  }

  private resize(): void {
    const { width, height } = this.extent();
    if (!width || !height) return;
    this.painter.resize(width, height);
    const { left, right, bottom } = this.margins();
    // The middle of what is seen is that of what is not covered.
    this.camera.setViewOffset(width, height, Math.round((right - left) / 2), Math.round(bottom / 2), width, height);
    if (this.athome) this.home();
    this.render();
  }

  /** How far the points reach, or others: from there everything is seen. */
  measure(of = this.cloud.positions): void {
    const { centre, radius } = extent(of) ?? { centre: [0, 0, 0], radius: 1 };
    this.centre.set(...centre);
    this.radius = radius;
  }
}
