import {
  BufferAttribute,
  BufferGeometry,
  Color,
  ColorManagement,
  CustomBlending,
  DataArrayTexture,
  LinearFilter,
  LinearSRGBColorSpace,
  OneFactor,
  OneMinusSrcAlphaFactor,
  Points,
  RedFormat,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  Sphere,
  SrcAlphaFactor,
  Vector2,
  Vector3,
  WebGLRenderer,
  ZeroFactor,
  type PerspectiveCamera,
} from 'three';
import { present, within } from '../present';
import type { Cloud, Look, Painter } from './painter';
import { FRAGMENT, VERTEX } from './shader';
import type { Sheets } from './sheets';
import { NORMAL, PRIOR } from './splat';

// Colours are given as they are to be seen.
ColorManagement.enabled = false;

/** By the graphics processor, all points in one call. */
export class WebGlPainter implements Painter {
  private readonly renderer = new WebGLRenderer({ antialias: true, powerPreference: 'high-performance' });
  private readonly scene = new Scene();
  private readonly material = material(1);
  private readonly points = new Points(new BufferGeometry(), this.material);
  private prior: Points | null = null;
  private count = -1;

  constructor() {
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    this.points.frustumCulled = false;
    this.scene.add(this.points);
  }

  get canvas(): HTMLCanvasElement {
    return this.renderer.domElement;
  }

  take(cloud: Cloud, changed: 'all' | keyof Cloud): void {
    const { geometry } = this.points;
    const count = cloud.flags.length;
    if (count !== this.count) {
      geometry.dispose();
      this.count = count;
      if (geometry.index) geometry.setIndex(new BufferAttribute(shuffled(count), 1));
      changed = 'all';
    }
    if (changed === 'all') {
      geometry.setAttribute('tint', new BufferAttribute(cloud.tint, 3, true));
      geometry.setAttribute('flag', new BufferAttribute(cloud.flags, 1, false));
      geometry.setAttribute('mark', new BufferAttribute(cloud.marks, 1, false));
    }
    if (changed === 'all' || changed === 'positions') {
      geometry.setAttribute('position', new BufferAttribute(cloud.positions, 3));
      geometry.boundingSphere = new Sphere(new Vector3(), Infinity);
    }
    if (changed === 'tint') this.again('tint');
    if (changed === 'flags') this.again('flag');
    if (changed === 'marks') this.again('mark');
  }

  private again(attribute: string): void {
    (this.points.geometry.getAttribute(attribute) as BufferAttribute).needsUpdate = true;
  }

  takePrior(positions: Float32Array<ArrayBuffer> | null): void {
    if (this.prior) {
      this.scene.remove(this.prior);
      this.prior.geometry.dispose();
      this.prior = null;
    }
    if (!positions) return;
    const count = positions.length / 3;
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(positions, 3));
    geometry.setAttribute('tint', new BufferAttribute(new Uint8Array(3 * count).fill(PRIOR.grey), 3, true));
    geometry.setAttribute('flag', new BufferAttribute(new Uint8Array(count).fill(NORMAL), 1, false));
    geometry.setAttribute('mark', new BufferAttribute(new Uint8Array(count), 1, false));
    const faint = material(PRIOR.scale);
    faint.uniforms = { ...this.material.uniforms, faint: { value: PRIOR.fade }, scale: { value: PRIOR.scale } };
    this.prior = new Points(geometry, faint);
    this.prior.frustumCulled = false;
    this.prior.renderOrder = -1;
    this.scene.add(this.prior);
  }

  takeSheets(sheets: Sheets | null): void {
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
  }

  resize(width: number, height: number): void {
    this.renderer.setPixelRatio(Math.min(2, devicePixelRatio));
    this.renderer.setSize(width, height);
  }

  paint(camera: PerspectiveCamera, look: Look): void {
    const uniforms = this.material.uniforms as Record<string, { value: unknown }>;
    const set = (name: string, value: number) => (present(uniforms[name]).value = value);
    set('size', look.size);
    set('unit', this.renderer.getPixelRatio() * look.unit);
    set('nearest', look.nearest);
    set('farthest', look.farthest);
    set('dimmed', look.dimmed ? 1 : 0);
    set('opacity', look.opacity);
    set('drawn', look.share);
    // What is selected lies before all others, which takes their depths.
    this.veil(look.opacity < 1 && !look.dimmed && !uniforms['sheets']?.value);
    const paper = present(uniforms['paper']).value as Color;
    paper.setRGB(look.paper[0] / 255, look.paper[1] / 255, look.paper[2] / 255);
    this.renderer.setClearColor(paper);
    this.renderer.render(this.scene, camera);
  }

  /** Dots through which one sees are mixed with what is there already, in a shuffled order; others cover what is behind them. */
  private veil(on: boolean): void {
    const { material } = this;
    if (material.transparent === on) return;
    material.transparent = on;
    this.points.geometry.setIndex(on ? new BufferAttribute(shuffled(this.count), 1) : null);
    material.alphaToCoverage = material.depthWrite = material.depthTest = !on;
    material.blendSrc = on ? SrcAlphaFactor : OneFactor;
    material.blendDst = on ? OneMinusSrcAlphaFactor : ZeroFactor;
    material.needsUpdate = true;
  }

  dispose(): void {
    this.points.geometry.dispose();
    this.prior?.geometry.dispose();
    (this.material.uniforms['sheets']?.value as DataArrayTexture | null)?.dispose();
    this.material.dispose();
    this.renderer.dispose();
    if (!this.renderer.getContext().isContextLost()) this.renderer.forceContextLoss();
  }
}

/** All numbers below a count in an order that has nothing to do with them, the same always. */
function shuffled(count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1, random = 1; i > 0; i--) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((random / 2 ** 32) * (i + 1));
    [order[i], order[other]] = [within(order[other]), within(order[i])];
  }
  return order;
}

function material(scale: number): ShaderMaterial {
  return new ShaderMaterial({
    alphaToCoverage: true,
    // Alpha says how much of a pixel is covered; the canvas itself stays opaque, or the page would shine through at the edges.
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: ZeroFactor,
    blendSrcAlpha: ZeroFactor,
    blendDstAlpha: OneFactor,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      size: { value: 4 },
      unit: { value: 1 },
      nearest: { value: 0 },
      farthest: { value: 1 },
      dimmed: { value: 0 },
      opacity: { value: 1 },
      drawn: { value: 1 },
      sheets: { value: null },
      faint: { value: 0 },
      scale: { value: scale },
      paper: { value: new Color() },
    },
  });
}
