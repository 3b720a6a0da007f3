import { describe, expect, test } from 'vitest';
import { contour, lead } from '../../web/src/plots/contour';
import { isosurface, lattice } from '../../web/src/plots/tetrahedra';

/** Values of f on an nx × ny grid, row by row. */
function grid(nx: number, ny: number, f: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: nx * ny }, (_, i) => f(i % nx, Math.floor(i / nx)));
}

function points(segments: Float32Array): [number, number][] {
  return Array.from({ length: segments.length / 2 }, (_, i) => [
    segments[2 * i] ?? NaN,
    segments[2 * i + 1] ?? NaN,
  ]);
}

describe('contour lines', () => {
  test('of a plane lie exactly where it has the value', () => {
    const values = grid(7, 5, (x, y) => 2 * x + y);
    const segments = contour(values, 7, 5, 7.3);
    expect(segments.length).toBeGreaterThan(0);
    for (const [x, y] of points(segments)) expect(2 * x + y).toBeCloseTo(7.3, 5);
  });

  test('of a hill are closed: every end is the end of two segments', () => {
    const values = grid(21, 21, (x, y) => 100 - (x - 10) ** 2 - (y - 10) ** 2);
    const ends = new Map<string, number>();
    for (const [x, y] of points(contour(values, 21, 21, 50.5))) {
      const key = `${x.toFixed(4)} ${y.toFixed(4)}`;
      ends.set(key, (ends.get(key) ?? 0) + 1);
      expect(Math.hypot(x - 10, y - 10)).toBeCloseTo(Math.sqrt(49.5), 1);
    }
    expect(ends.size).toBeGreaterThan(20);
    expect(new Set(ends.values())).toEqual(new Set([2]));
  });

  test('at a saddle the mean of the corners decides what is joined', () => {
    // a and c above, b and d below: a b is the bottom side, d c the top side.
    const joined = contour(Float32Array.of(3, -1, -1, 3), 2, 2, 0); // mean 1
    const apart = contour(Float32Array.of(1, -3, -3, 1), 2, 2, 0); // mean −1
    // Joined: the line cuts off the corner b at (1, 0).
    expect([...joined.slice(0, 4)]).toEqual([0.75, 0, 1, 0.25]);
    // Apart: the line cuts off the corner a at (0, 0).
    expect([...apart.slice(0, 4)]).toEqual([0, 0.25, 0.25, 0]);
  });

  test('leave out cells with a value that is not finite', () => {
    const values = grid(4, 4, (x) => x);
    values[5] = NaN; // at (1, 1): its four cells have no line
    const rows = points(contour(values, 4, 4, 0.5)).map(([, y]) => y);
    expect(rows.length).toBeGreaterThan(0);
    expect(Math.min(...rows)).toBe(2);
  });

  test('there is none where the level is nowhere', () => {
    expect(
      contour(
        grid(5, 5, () => 1),
        5,
        5,
        2,
      ).length,
    ).toBe(0);
  });

  test('a class leads by its distance to the best of the others', () => {
    const planes = Float32Array.of(0.7, 0.1, 0.2, 0.3, 0.1, 0.6); // three classes at two points
    const ahead = lead(planes, 3, 0);
    expect(ahead[0]).toBeCloseTo(0.5, 6);
    expect(ahead[1]).toBeCloseTo(-0.5, 6);
  });
});

describe('surfaces in space', () => {
  const n = 12;
  const space = (f: (x: number, y: number, z: number) => number): Float64Array =>
    Float64Array.from({ length: n ** 3 }, (_, i) =>
      f(i % n, Math.floor(i / n) % n, Math.floor(i / (n * n))),
    );

  test('of a linear function lie on its plane', () => {
    const corners = isosurface(
      space((x, y, z) => x - 2 * y + 0.5 * z),
      n,
      1.25,
    );
    expect(corners.length).toBeGreaterThan(0);
    expect(corners.length % 9).toBe(0);
    for (let i = 0; i < corners.length; i += 3) {
      const [x = NaN, y = NaN, z = NaN] = corners.subarray(i, i + 3);
      expect(x - 2 * y + 0.5 * z).toBeCloseTo(1.25, 4);
    }
  });

  test('of a ball are closed, and as large as the ball', () => {
    const radius = 4.3;
    const middle = (n - 1) / 2;
    const corners = isosurface(
      space((x, y, z) => radius - Math.hypot(x - middle, y - middle, z - middle)),
      n,
      0,
    );
    const sides = new Map<string, number>();
    let area = 0;
    for (let i = 0; i < corners.length; i += 9) {
      const [ax = 0, ay = 0, az = 0, bx = 0, by = 0, bz = 0, cx = 0, cy = 0, cz = 0] =
        corners.subarray(i, i + 9);
      const [ux, uy, uz] = [bx - ax, by - ay, bz - az];
      const [vx, vy, vz] = [cx - ax, cy - ay, cz - az];
      area += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
      const keys = [0, 3, 6].map((c) =>
        [...corners.subarray(i + c, i + c + 3)].map((v) => v.toFixed(3)).join(' '),
      );
      if (new Set(keys).size < 3) continue; // a triangle without area
      for (const [p, q] of [
        [0, 1],
        [1, 2],
        [2, 0],
      ] as const) {
        const side = [keys[p], keys[q]].sort().join(' | ');
        sides.set(side, (sides.get(side) ?? 0) + 1);
      }
    }
    // Each side belongs to two triangles: there are no holes.
    expect([...sides.values()].every((count) => count % 2 === 0)).toBe(true);
    expect(area / (4 * Math.PI * radius ** 2)).toBeCloseTo(1, 1);
  });

  test('there is none where the value is nowhere or not finite', () => {
    expect(
      isosurface(
        space(() => 1),
        n,
        0,
      ).length,
    ).toBe(0);
    expect(
      isosurface(
        space(() => NaN),
        n,
        0,
      ).length,
    ).toBe(0);
  });

  test('a lattice has x running fastest, from end to end', () => {
    const box = [
      { low: 0, high: 1 },
      { low: -2, high: 2 },
      { low: 5, high: 6 },
    ];
    const inputs = lattice(box, 3);
    expect([...inputs.slice(0, 6)]).toEqual([0, -2, 5, 0.5, -2, 5]);
    expect([...inputs.slice(-3)]).toEqual([1, 2, 6]);
    expect(inputs.length).toBe(81);
  });
});
