// The system's own browser, kept from looking anything up, as for the end-to-end tests.
import { existsSync } from 'node:fs';
import { Stop } from './say.mjs';

export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Where it is. */
export function findChromium() {
  const named = process.env['FALL_LINE_CHROMIUM'];
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = named ?? usual.find((file) => existsSync(file));
  if (!found) throw new Stop('Please install Chromium, or name it in FALL_LINE_CHROMIUM.');
  return found;
}

/**
 * Starts it.
 * @returns {Promise<import('@playwright/test').Browser>}
 */
export async function startChromium() {
  const { chromium } = await import('@playwright/test');
  return chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
}
