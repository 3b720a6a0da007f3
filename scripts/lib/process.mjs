// Running other programs: with their output shown, captured, or both kept back until it matters.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 when the program could not be started
 * @property {string} output standard output and standard error, in the order they came
 * @property {string} stdout standard output alone
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] folder to run in
 * @property {NodeJS.ProcessEnv} [env] added to this process's own environment
 * @property {boolean} [show] pass the output through as it comes
 */

/**
 * Runs a program to its end. Never rejects: the exit code says how it went.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {string[]} */
    const all = [];
    /** @type {string[]} */
    const out = [];
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      all.push(text);
      out.push(text);
      if (options.show) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      all.push(text);
      if (options.show) process.stderr.write(text);
    });
    child.on('error', (error) => {
      resolve({ code: 127, output: `${command}: ${error.message}\n`, stdout: '' });
    });
    child.on('close', (code, signal) => {
      if (signal) all.push(`${command} was ended by ${signal}\n`);
      resolve({ code: code ?? 1, output: all.join(''), stdout: out.join('') });
    });
  });
}

/**
 * Runs a program to its end and throws, with the output, when it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} its standard output
 */
export async function must(command, args, options = {}) {
  const outcome = await run(command, args, options);
  if (outcome.code !== 0) {
    const detail = options.show ? '' : `\n${outcome.output}`;
    throw new Error(`${command} ${args.join(' ')} failed (${outcome.code})${detail}`);
  }
  return outcome.stdout;
}

/**
 * The output of a quick question to a program, or undefined when it fails or does not exist.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {string | undefined}
 */
export function ask(command, args) {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1e9, // Ninja's list of dependencies is long
  });
  return result.status === 0 ? result.stdout : undefined;
}

/**
 * Where the first of the named programs lies on the PATH.
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function which(...names) {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
      const candidate = path.join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        if (statSync(candidate).isFile()) return candidate;
      } catch {
        // Not here: look in the next folder.
      }
    }
  }
  return undefined;
}
