import { describe, expect, test } from 'vitest';
import type { SessionInfo } from '../../web/src/engine/model';
import { cubeEdges } from '../../web/src/plots/bodies';
import { moveBy } from '../../web/src/plots/cursor';
import { decisionPlane, scalingOf } from '../../web/src/plots/decision_plane';
import { gridSize, sideOf } from '../../web/src/plots/map_grid';
import { eyeOf, firstOrbit, openingDegrees, projector, turned } from '../../web/src/plots/orbit';
import { heightMesh, meshLines, resampled, shadedMesh } from '../../web/src/plots/surface_mesh';
import { viridisTable } from '../../web/src/plots/colour';
import { threeBoxes } from '../../web/src/plots/three_boxes';

const box = { left: 10, top: 20, width: 300, height: 200 };

describe('the camera', () => {
  test('sees the middle in the middle, and what is nearer at less depth', () => {
    const at = { x: 0, y: 0, depth: 0 };
    const project = projector(firstOrbit, box);
    project(0, 0, 0, at);
    expect([at.x, at.y]).toEqual([160, 120]);
    const [x, y, z] = eyeOf(firstOrbit);
    expect(at.depth).toBeCloseTo(Math.hypot(x, y, z), 9);
    project(x / 10, y / 10, z / 10, at);
    expect([at.x, at.y]).toEqual([expect.closeTo(160, 6), expect.closeTo(120, 6)]);
    expect(at.depth).toBeCloseTo(0.9 * Math.hypot(x, y, z), 9);
  });

  test('has up above and its opening over the shorter side', () => {
    const at = { x: 0, y: 0, depth: 0 };
    const orbit = { azimuth: 0, elevation: 0 }; // from +x: y runs to the right, z upwards
    const [distance] = eyeOf(orbit);
    const half = distance * Math.tan((openingDegrees * Math.PI) / 360);
    projector(orbit, box)(0, 0, half, at);
    expect([at.x, at.y]).toEqual([expect.closeTo(160, 6), expect.closeTo(20, 6)]);
    projector(orbit, box)(0, half, 0, at);
    expect([at.x, at.y]).toEqual([expect.closeTo(260, 6), expect.closeTo(120, 6)]);
  });

  test('keeps the whole cube in the picture from every side', () => {
    const at = { x: 0, y: 0, depth: 0 };
    for (let azimuth = 0; azimuth < 6.3; azimuth += 0.2) {
      for (const elevation of [-1.5, -0.5, 0, 0.45, 1.5]) {
        const project = projector({ azimuth, elevation }, box);
        for (let i = 0; i < cubeEdges.length; i += 3) {
          project(cubeEdges[i] ?? 0, cubeEdges[i + 1] ?? 0, cubeEdges[i + 2] ?? 0, at);
          expect(at.x).toBeGreaterThan(box.left);
          expect(at.x).toBeLessThan(box.left + box.width);
          expect(at.y).toBeGreaterThan(box.top - 4);
          expect(at.y).toBeLessThan(box.top + box.height + 4);
        }
      }
    }
  });

  test('never tips over', () => {
    expect(turned(firstOrbit, 0, 9).elevation).toBeLessThan(Math.PI / 2);
    expect(turned(firstOrbit, 0, -9).elevation).toBeGreaterThan(-Math.PI / 2);
    expect(turned(firstOrbit, 0.3, 0).azimuth).toBeCloseTo(firstOrbit.azimuth + 0.3, 12);
  });
});

test('a cube has twelve edges of length 2', () => {
  expect(cubeEdges.length).toBe(12 * 6);
  for (let i = 0; i < cubeEdges.length; i += 6) {
    const d = [0, 1, 2].map((k) => (cubeEdges[i + k] ?? 0) - (cubeEdges[i + 3 + k] ?? 0));
    expect(Math.hypot(...d)).toBe(2);
  }
});

describe('the decision plane', () => {
  const inputs = [1, 10, 5, 3, 30, 5, 2, 20, 5]; // three samples; the third input is constant
  const unit = [
    { low: 0, high: 4 },
    { low: 0, high: 40 },
    { low: 0, high: 10 },
  ];

  test('scalings are those of the training part', () => {
    expect(scalingOf('none', inputs, 3)).toEqual({ shift: [0, 0, 0], spread: [1, 1, 1] });
    expect(scalingOf('center', inputs, 3)).toEqual({ shift: [2, 20, 5], spread: [1, 1, Infinity] });
    expect(scalingOf('minmax', inputs, 3)).toEqual({
      shift: [1, 10, 5],
      spread: [2, 20, Infinity],
    });
    const spread = scalingOf('standardize', inputs, 3)?.spread ?? [];
    expect(spread[0]).toBeCloseTo(Math.sqrt(2 / 3), 12); // divided by the number of samples
    expect(spread[2]).toBe(Infinity);
    expect(scalingOf('other', inputs, 3)).toBeNull();
  });

  test('lies where weights and bias say, and constant inputs do not bend it', () => {
    const scaling = scalingOf('standardize', inputs, 3);
    if (!scaling) throw new Error('It is known.');
    const [w, b] = [[1.5, -0.5, 7], 0.2];
    const corners = decisionPlane(w, b, scaling, unit);
    expect(corners.length).toBeGreaterThan(0);
    for (let i = 0; i < corners.length; i += 3) {
      const x = [0, 1, 2].map((d) => (corners[i + d] ?? 0) * (unit[d]?.high ?? 0));
      const z =
        (1.5 * ((x[0] ?? 0) - 2)) / Math.sqrt(2 / 3) -
        (0.5 * ((x[1] ?? 0) - 20)) / Math.sqrt(200 / 3) +
        b;
      expect(z).toBeCloseTo(0, 4);
    }
  });
});

describe('meshes', () => {
  test('heights follow the values, and unknown ones leave a hole', () => {
    const values = Float32Array.of(0, 1, 2, 3, NaN, 5, 6, 7, 8);
    const mesh = heightMesh(values, 3, { low: 0, high: 8 }, 0.5, viridisTable());
    expect(mesh.positions[2]).toBe(-0.5);
    expect(mesh.positions[3 * 8 + 2]).toBe(0.5);
    expect([...mesh.index]).not.toContain(4);
    // Of eight triangles the six around the middle are gone.
    expect(mesh.index.length / 3).toBe(2);
    // Of the lattice's twelve edges the four at the middle are gone.
    expect(meshLines(mesh, values, 3, 1, '#000000').positions.length / 6).toBe(8);
  });

  test('a plane is resampled exactly', () => {
    const plane = (n: number): Float32Array =>
      Float32Array.from(
        { length: n * n },
        (_, i) => (i % n) / (n - 1) + Math.floor(i / n) / (n - 1),
      );
    const result = resampled(plane(5), 5, 9);
    for (const [i, value] of plane(9).entries()) expect(result[i]).toBeCloseTo(value, 6);
  });

  test('faces towards the light are brighter than others', () => {
    const up = [0, 0, 0, 1, 0, 0, 0, 1, 0];
    const aside = [0, 0, 0, 0, 0, 1, 0.8, 0.6, 0];
    const { colours } = shadedMesh(Float32Array.from([...up, ...aside]), [255, 255, 255], 1);
    expect(colours[0] ?? 0).toBeGreaterThan(colours[9] ?? 0);
  });
});

describe('maps', () => {
  const info = (parameters: number, outputs: number): SessionInfo =>
    ({ parameters, outputs }) as unknown as SessionInfo;

  test('grids are coarser for large networks and many outputs, within limits', () => {
    expect(gridSize(info(100, 1))).toBe(100);
    expect(gridSize(info(20_000, 1))).toBeLessThan(45);
    expect(gridSize(info(10_000_000, 1))).toBe(32);
    expect(gridSize(info(100, 10))).toBe(63);
    expect(sideOf({ outputs: 3, values: new Float32Array(3 * 49) })).toBe(7);
  });

  test('three boxes never overlap and stay inside', () => {
    const square = { x: { low: 0, high: 1 }, y: { low: 0, high: 1 } };
    for (const [width, height] of [
      [460, 340],
      [362, 250],
      [1200, 400],
      [800, 800],
    ] as const) {
      const { maps, scales } = threeBoxes(square, width, height, 60);
      const all = [...maps, ...scales];
      for (const [i, a] of all.entries()) {
        expect(a.left).toBeGreaterThanOrEqual(0);
        expect(a.left + a.width).toBeLessThanOrEqual(width);
        expect(a.top + a.height).toBeLessThanOrEqual(height);
        for (const b of all.slice(i + 1)) {
          const apart =
            a.left + a.width <= b.left ||
            b.left + b.width <= a.left ||
            a.top + a.height <= b.top ||
            b.top + b.height <= a.top;
          expect(apart).toBe(true);
        }
      }
    }
  });

  test('keys move the cursor by a fiftieth, with Shift by a tenth, and not out', () => {
    const region = { x: { low: 0, high: 10 }, y: { low: -1, high: 1 } };
    expect(moveBy({ key: 'ArrowRight', shiftKey: false }, null, region)).toEqual({ x: 5.2, y: 0 });
    expect(moveBy({ key: 'ArrowUp', shiftKey: true }, { x: 1, y: 0.9 }, region)).toEqual({
      x: 1,
      y: 1,
    });
    expect(moveBy({ key: 'a', shiftKey: false }, null, region)).toBeNull();
  });
});
