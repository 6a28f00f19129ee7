/** The host that a request was sent to, port included. */
export function askedHost({ headers, url }: Pick<Request, 'headers' | 'url'>): string {
  return headers.get('host') ?? new URL(url).host;
}
