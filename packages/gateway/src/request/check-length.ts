import { Problem } from '@voxlane/schema';

/**
 * Holds a text against the longest that is taken.
 * @param field that it stood in.
 * @param most in UTF-16 units.
 * @throws Problem `text_too_long`
 */
export function checkLength(field: string, text: string, most: number): void {
  if (text.length <= most) return;
  const message = `The text has ${text.length} characters; at most ${most} are taken`;
  const details = [{ path: field, message: 'is too long', allowed: `at most ${most} characters` }];
  throw new Problem('text_too_long', message, { details });
}
