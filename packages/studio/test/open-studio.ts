import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { LISTEN_TO_PAGE } from './listen-to-page.ts';

/** RMS above which something is heard: a hundredth of full scale. */
const AUDIBLE = 0.01;

/** The page in a browser of its own state, ready to be used. */
export interface OpenedStudio {
  page: Page;
  /** What scripts of the page threw, and what its content security policy refused. */
  faults: readonly string[];
  /** Levels of sound so far that can be heard. */
  heard(): Promise<number[]>;
}

/** Opens the page and waits until its voices are there. */
export async function openStudio(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedStudio> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (line) => {
    if (/Content Security Policy/.test(line.text())) faults.push(line.text());
  });
  await page.addInitScript(LISTEN_TO_PAGE);
  await page.goto(url);
  await page.locator('.speaker-select option').nth(1).waitFor({ state: 'attached' });
  const heard = async () => {
    const levels = (await page.evaluate('heardLevels')) as number[];
    return levels.filter((level) => level > AUDIBLE);
  };
  return { page, faults, heard };
}
