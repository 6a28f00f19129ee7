import { Problem } from '@voxlane/schema';

/**
 * Refuses a request whose body is compressed: nothing here unpacks one, and bounds on what arrives would say little
 * about what comes out.
 * @throws Problem `unsupported_media_type` with `Accept-Encoding`, as RFC 9110 (15.5.16) has it.
 */
export function refuseCompressed({ headers }: Pick<Request, 'headers'>): void {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding === 'identity') return;
  const message = 'The request body must not be compressed; leave out Content-Encoding';
  throw new Problem('unsupported_media_type', message, { headers: { 'Accept-Encoding': 'identity' } });
}
