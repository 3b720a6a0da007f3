/**
 * Contour lines of a grid of values by marching squares (Lorensen & Cline 1987, in two
 * dimensions): linear between grid points, exact on them.
 */

/**
 * The level's line as segments x0 y0 x1 y1 in grid units: (0, 0) is the first value, (nx−1, ny−1)
 * the last. Cells with a value that is not finite have no line. At a saddle the mean of the four
 * corners decides which of them are joined.
 */
export function contour(
  values: ArrayLike<number>,
  nx: number,
  ny: number,
  level: number,
): Float32Array {
  const found: number[] = [];
  for (let row = 0; row + 1 < ny; ++row) {
    for (let column = 0; column + 1 < nx; ++column) {
      const at = row * nx + column;
      // Counter-clockwise from the corner at (column, row).
      const a = (values[at] ?? NaN) - level;
      const b = (values[at + 1] ?? NaN) - level;
      const c = (values[at + nx + 1] ?? NaN) - level;
      const d = (values[at + nx] ?? NaN) - level;
      const sum = a + b + c + d;
      if (!Number.isFinite(sum)) continue;
      const above = (a >= 0 ? 1 : 0) + (b >= 0 ? 2 : 0) + (c >= 0 ? 4 : 0) + (d >= 0 ? 8 : 0);
      if (above === 0 || above === 15) continue;
      // Where the level is crossed on each of the four sides.
      const bottom = column + a / (a - b);
      const right = row + b / (b - c);
      const top = column + d / (d - c);
      const left = row + a / (a - d);
      const isJoined = sum >= 0;
      switch (above) {
        case 1:
        case 14:
          found.push(column, left, bottom, row);
          break;
        case 2:
        case 13:
          found.push(bottom, row, column + 1, right);
          break;
        case 4:
        case 11:
          found.push(column + 1, right, top, row + 1);
          break;
        case 8:
        case 7:
          found.push(top, row + 1, column, left);
          break;
        case 3:
        case 12:
          found.push(column, left, column + 1, right);
          break;
        case 6:
        case 9:
          found.push(bottom, row, top, row + 1);
          break;
        case 5:
          if (isJoined) found.push(bottom, row, column + 1, right, top, row + 1, column, left);
          else found.push(column, left, bottom, row, column + 1, right, top, row + 1);
          break;
        default: // 10: b and d above
          if (isJoined) found.push(column, left, bottom, row, column + 1, right, top, row + 1);
          else found.push(bottom, row, column + 1, right, top, row + 1, column, left);
      }
    }
  }
  return Float32Array.from(found);
}

/**
 * How far a class's plane lies above all others: its 0 level is the border of the region where it
 * has the largest output.
 */
export function lead(values: Float32Array, outputs: number, k: number): Float32Array {
  const plane = values.length / outputs;
  const result = new Float32Array(plane);
  for (let i = 0; i < plane; ++i) {
    let other = -Infinity;
    for (let j = 0; j < outputs; ++j) {
      if (j !== k) other = Math.max(other, values[j * plane + i] ?? NaN);
    }
    result[i] = (values[k * plane + i] ?? NaN) - other;
  }
  return result;
}
