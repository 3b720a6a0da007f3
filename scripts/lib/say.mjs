// What the scripts tell the user.

/**
 * One step that is being taken, and why.
 * @param {string} text
 */
export function say(text) {
  console.log(`• ${text}`);
}

/** Something that the user has to do; the script ends after saying it. */
export class Stop extends Error {}

/**
 * Runs a script's main function; a `Stop` becomes its one line, anything else keeps its stack.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Stop ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
