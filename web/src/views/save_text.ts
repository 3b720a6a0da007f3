import type { ExportedBytes, ExportedFile } from '../state/run_export';

/** A text, or bytes, as a file that the browser saves. */
export function saveText(file: ExportedFile | ExportedBytes): void {
  const address = URL.createObjectURL(new Blob([file.content], { type: file.type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = file.name;
  anchor.click();
  // The download has begun by then; at once it might not.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
