/**
 * What the doctor found: `ok`, `note` (works without it) or `wrong` (does not work like this), and how to mend it.
 * @typedef {{ level: 'ok' | 'note' | 'wrong', text: string, mend?: string }} Finding
 */

/**
 * @param {string} text
 * @returns {Finding}
 */
export function ok(text) {
  return { level: 'ok', text };
}

/**
 * @param {string} text
 * @param {string} mend
 * @returns {Finding}
 */
export function note(text, mend) {
  return { level: 'note', text, mend };
}

/**
 * @param {string} text
 * @param {string} mend
 * @returns {Finding}
 */
export function wrong(text, mend) {
  return { level: 'wrong', text, mend };
}
