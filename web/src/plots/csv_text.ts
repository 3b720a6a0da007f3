/** Rows as the text of a CSV file (RFC 4180), which spreadsheets and programs read alike. */

export type Cell = string | number | null;

/** A header and rows; numbers are written in full, what is not known stays empty. */
export function csvText(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [header.map(cellText).join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** Columns side by side, the length of the first. */
export function csvOfColumns(
  columns: readonly { readonly name: string; readonly values: ArrayLike<number> }[],
): string {
  const length = columns[0]?.values.length ?? 0;
  const rows = Array.from({ length }, (_, i) => columns.map(({ values }) => values[i] ?? null));
  return csvText(
    columns.map(({ name }) => name),
    rows,
  );
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell);
  // A name that a spreadsheet would take for a formula gets a space in front; "-1" is none.
  const plain = /^[=+\-@]/.test(cell) && Number.isNaN(Number(cell)) ? ` ${cell}` : cell;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}
