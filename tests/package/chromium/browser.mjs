/** Chromium, driven by playwright-core. The program comes from CHROMIUM or from PATH. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

export async function launchChromium() {
  const executablePath = process.env.CHROMIUM || onPath();
  if (executablePath === undefined) {
    console.error('No Chromium was found: install it, or say where it is with CHROMIUM=/path/to/chromium.');
    process.exit(2);
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * Opens a page and keeps what it complains about.
 *
 * @returns the page, and `complaints(expected)`: the console errors and uncaught errors that no pattern expects.
 */
export async function openPage(browser, url) {
  const errors = [];
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
  await page.goto(url);
  return {
    page,
    complaints: (expected = []) => errors.filter((text) => !expected.some((source) => new RegExp(source).test(text))),
  };
}
