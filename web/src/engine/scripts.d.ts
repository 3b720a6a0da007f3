// What web/engine_scripts.ts makes when the page or the package is built.

/** All of a worker as one classic script. */
declare module '*?script' {
  const text: string;
  export default text;
}

/** The same beside the page: its address. */
declare module '*?script-url' {
  const address: string;
  export default address;
}

/** A file, compressed with gzip, in base64. */
declare module '*?packed' {
  const text: string;
  export default text;
}
