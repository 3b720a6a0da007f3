/** Draws bodies with three and WebGL; this module alone imports three, and only views of space ask
 * for it. */
import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Color,
  ColorManagement,
  DoubleSide,
  LinearSRGBColorSpace,
  LineBasicMaterial,
  LineSegments,
  Mesh as ThreeMesh,
  MeshBasicMaterial,
  type Object3D,
  PerspectiveCamera,
  Points as ThreePoints,
  PointsMaterial,
  Scene as ThreeScene,
  WebGLRenderer,
} from 'three';
import { drawShape, type Body, type Points, type Scene } from './bodies';
import { distance, eyeOf, openingDegrees } from './orbit';

// Colours of the page are taken as they are, in the same way as a plain canvas takes them.
ColorManagement.enabled = false;

/** Pixels of a glyph's texture for each pixel of the glyph. */
const glyphDetail = 3;

export class Webgl {
  private readonly renderer: WebGLRenderer;
  private readonly camera = new PerspectiveCamera(openingDegrees, 1, 0.1, 20);
  private objects = new Map<Body, Built>();

  /** null where the browser gives no WebGL. */
  static on(canvas: HTMLCanvasElement): Webgl | null {
    const context = canvas.getContext('webgl2', { alpha: true, antialias: true });
    return context ? new Webgl(canvas, context) : null;
  }

  private constructor(canvas: HTMLCanvasElement, context: WebGL2RenderingContext) {
    this.renderer = new WebGLRenderer({ canvas, context, alpha: true, antialias: true });
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    this.renderer.autoClear = false;
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.setScissorTest(true);
    this.camera.up.set(0, 0, 1);
  }

  get canvas(): HTMLCanvasElement {
    return this.renderer.domElement;
  }

  /** Draws all scenes into one canvas of that size. Bodies are kept as long as they are drawn. */
  render(scenes: readonly Scene[], width: number, height: number, ratio: number): void {
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
    this.renderer.setScissor(0, 0, width, height);
    this.renderer.setViewport(0, 0, width, height);
    this.renderer.clear();
    const kept = new Map<Body, Built>();
    for (const { box, orbit, bodies } of scenes) {
      const scene = new ThreeScene();
      for (const body of bodies) {
        const built = this.objects.get(body) ?? kept.get(body) ?? build(body);
        kept.set(body, built);
        scene.add(built.object);
      }
      const [x, y, z] = eyeOf(orbit);
      this.camera.position.set(x, y, z);
      this.camera.lookAt(0, 0, 0);
      // The shorter side of the box holds the opening: as the plain canvas projects.
      const side = Math.min(box.width, box.height);
      this.camera.aspect = box.width / box.height;
      this.camera.fov =
        (360 / Math.PI) *
        Math.atan((Math.tan((openingDegrees * Math.PI) / 360) * box.height) / side);
      this.camera.near = distance - 3;
      this.camera.updateProjectionMatrix();
      const bottom = height - box.top - box.height;
      this.renderer.setViewport(box.left, bottom, box.width, box.height);
      this.renderer.setScissor(box.left, bottom, box.width, box.height);
      this.renderer.render(scene, this.camera);
    }
    for (const [body, { dispose }] of this.objects) if (!kept.has(body)) dispose();
    this.objects = kept;
  }
}

/** A body as three holds it, and how the graphics memory is given back. */
interface Built {
  readonly object: Object3D;
  readonly dispose: () => void;
}

function build(body: Body): Built {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(body.positions, 3));
  const built = (object: Object3D, ...parts: readonly { dispose(): void }[]): Built => ({
    object,
    dispose: () => [geometry, ...parts].forEach((part) => part.dispose()),
  });
  if (body.kind === 'mesh') {
    geometry.setAttribute('color', new BufferAttribute(body.colours, 3));
    geometry.setIndex(new BufferAttribute(body.index, 1));
    const isClear = body.opacity < 1;
    const material = new MeshBasicMaterial({
      vertexColors: true,
      side: DoubleSide,
      transparent: isClear,
      opacity: body.opacity,
      depthWrite: !isClear,
      polygonOffset: true, // lines on it stay in front of it
      polygonOffsetFactor: 1,
      polygonOffsetUnits: 1,
    });
    return built(new ThreeMesh(geometry, material), material);
  }
  if (body.kind === 'segments') {
    const { colour, opacity } = body;
    const style = { color: new Color(colour), transparent: opacity < 1, opacity };
    const material = new LineBasicMaterial(style);
    return built(new LineSegments(geometry, material), material);
  }
  const map = new CanvasTexture(glyphOf(body));
  const size = glyphSize(body);
  const material = new PointsMaterial({ map, size, sizeAttenuation: false, alphaTest: 0.4 });
  return built(new ThreePoints(geometry, material), map, material);
}

function glyphSize({ radius }: Points): number {
  return Math.ceil(2.8 * radius + 4);
}

function glyphOf(points: Points): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const size = glyphSize(points);
  canvas.width = canvas.height = size * glyphDetail;
  const context = canvas.getContext('2d');
  context?.scale(glyphDetail, glyphDetail);
  if (context) drawShape(context, points, size / 2, size / 2);
  return canvas;
}
