// How a check reports: its problems one a line and exit code 1, or one line that says what it saw.

/**
 * @param {readonly string[]} problems
 * @param {string} summary what was looked at
 * @returns {{ ok: boolean, text: string }}
 */
export function report(problems, summary) {
  return problems.length === 0
    ? { ok: true, text: summary }
    : { ok: false, text: [...problems, `${problems.length} problems; ${summary}`].join('\n') };
}

/** @param {() => { ok: boolean, text: string }} check */
export function runCheck(check) {
  const { ok, text } = check();
  console.log(text);
  if (!ok) process.exitCode = 1;
}
