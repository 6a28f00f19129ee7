import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, WITHOUT_CHROMIUM } from '../../packages/studio/test/chromium.ts';
import { openStudio } from '../../packages/studio/test/open-studio.ts';
import { takePicture } from '../../packages/studio/test/take-picture.ts';
import { type StudioSystem, startStudioSystem } from './studio-system.ts';

/** Milliseconds within which a short clip is heard, made as a whole by a GPU that was asleep. */
const HEARD_LIMIT_MS = 10_000;

describe.skipIf(WITHOUT_CHROMIUM)(`the studio of an edge that does not stream${WITHOUT_CHROMIUM}`, () => {
  let system: StudioSystem;
  let browser: Awaited<ReturnType<typeof launchChromium>>;

  beforeAll(async () => {
    [system, browser] = await Promise.all([startStudioSystem({ ENABLE_STREAMING: 'false' }), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.close();
  });

  it('asks for the whole clip, says so, and is heard', async () => {
    const { page, heard } = await openStudio(browser, system.url);
    await page.fill('.text-input', 'Hello there.');
    await page.click('.stream-btn');
    await page.getByText('this came as one clip').waitFor();
    await expect.poll(heard, { timeout: HEARD_LIMIT_MS }).not.toEqual([]);
    await takePicture(page, 'fallback');
    await page.locator('.history-item').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('says that a text is too long for that', async () => {
    const { page } = await openStudio(browser, system.url);
    await page.fill('.text-input', 'long '.repeat(820));
    await page.click('.stream-btn');
    expect(await page.getByRole('alert').textContent()).toContain('at most 4096 characters');
  });

  it('has batches spoken all the same', async () => {
    const { page } = await openStudio(browser, system.url);
    await page.click('.batch-toggle');
    await page.fill('.batch-input-9', 'Hello.');
    await page.click('.batch-submit');
    await page.locator('.batch-result').waitFor();
  });
});
