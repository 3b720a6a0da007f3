// What the machine is, and its packages.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { ask, must, which } from './process.mjs';
import { Stop, say } from './say.mjs';

/**
 * Debian's major version, or undefined on another system.
 * @returns {number | undefined}
 */
export function debianVersion() {
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    if (!/^ID="?debian"?$/m.test(text)) return undefined;
    const match = /^VERSION_ID="?(\d+)/m.exec(text);
    return match ? Number(match[1]) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Those of the packages that are not installed.
 * @param {readonly string[]} names
 * @returns {string[]}
 */
export function missingPackages(names) {
  // dpkg-query fails when it does not know one of the names, yet still answers for the others.
  const known = names.flatMap((name) =>
    (ask('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Package}\n', name]) ?? '').split('\n'),
  );
  const installed = new Set(known.filter((line) => line.startsWith('installed ')));
  return names.filter((name) => !installed.has(`installed ${name}`));
}

/**
 * Installs the packages that are missing, and says what each is for.
 * @param {Record<string, string>} wanted package name to reason
 */
export async function needPackages(wanted) {
  const missing = missingPackages(Object.keys(wanted));
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? [] : ['sudo'];
  const install = [...sudo, 'apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  if (!isRoot && !which('sudo')) throw new Stop(`As root, run: ${install.slice(1).join(' ')}`);
  say('Installing from the system’s package source:');
  for (const name of missing) console.log(`    ${name.padEnd(22)} ${wanted[name] ?? ''}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const [command = '', ...args] = install;
  try {
    await must(command, args, { env, show: true });
  } catch {
    say('That failed; the package lists may be old: refreshing them and trying once more.');
    const [update = '', ...rest] = [...sudo, 'apt-get', 'update'];
    await must(update, rest, { env, show: true });
    await must(command, args, { env, show: true });
  }
}
