/** The log line of a request, read; undefined as long as there is none. */
export function lineOf(logged: readonly string[], requestId: string): Record<string, unknown> | undefined {
  const line = logged.find((each) => each.includes(`"requestId":"${requestId}"`));
  return line === undefined ? undefined : JSON.parse(line);
}
