/** The part of a large matrix that is shown: how much of it, and how it moves. */

export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

export interface MatrixWindow extends Shape {
  readonly row: number;
  readonly column: number;
}

/** From the first row and column on, as much as there is room for. */
export function firstWindow(shape: Shape, room: Shape): MatrixWindow {
  return moved({ row: 0, column: 0, ...room }, shape, room, 0, 0);
}

/** The window with the room that there is now, moved by so many rows and columns, within the matrix. */
export function moved(
  { row, column }: MatrixWindow,
  shape: Shape,
  room: Shape,
  down: number,
  right: number,
): MatrixWindow {
  const rows = Math.min(room.rows, shape.rows);
  const columns = Math.min(room.columns, shape.columns);
  return {
    row: clamp(row + down, shape.rows - rows),
    column: clamp(column + right, shape.columns - columns),
    rows,
    columns,
  };
}

/** The window that holds a cell, moved no further than it must. */
export function revealing(window: MatrixWindow, row: number, column: number): MatrixWindow {
  const into = (start: number, size: number, at: number): number =>
    at < start ? at : at >= start + size ? at - size + 1 : start;
  return {
    ...window,
    row: into(window.row, window.rows, row),
    column: into(window.column, window.columns, column),
  };
}

/** Whether all of the matrix is to be seen. */
export function isWhole(window: MatrixWindow, shape: Shape): boolean {
  return window.rows >= shape.rows && window.columns >= shape.columns;
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
