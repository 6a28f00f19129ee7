import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What matters to people who use the page with other senses than sight, or without a mouse. */
const GRAVE = ['serious', 'critical'];

/** What axe finds that is serious or critical, one line a place. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
}
