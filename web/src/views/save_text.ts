/** A text as a file that the browser saves. */
export function saveText(file: {
  readonly name: string;
  readonly type: string;
  readonly content: string;
}): void {
  const address = URL.createObjectURL(new Blob([file.content], { type: file.type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = file.name;
  anchor.click();
  // The download has begun by then; at once it might not.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
