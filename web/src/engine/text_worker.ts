// A worker from its text. A classic script: as modules, blobs of a place without an origin are refused.
const addresses = new Map<string, string>();

/** `text` is all of the script: from a blob nothing further can be imported. */
export function startFromText(text: string): Worker {
  // An address is kept for the workers to come; there are one or two in a page's life.
  const address =
    addresses.get(text) ?? URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  addresses.set(text, address);
  return new Worker(address);
}
