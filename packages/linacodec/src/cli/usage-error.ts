/** The command was given something that it cannot mean. The message says what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
