/**
 * What a request's `Cache-Control` says of kept speech (RFC 9111, section 5.2.1): `none` neither takes nor keeps any, and
 * `renew` has it spoken anew. Directives that we do not know are passed over.
 */
export function cacheWish(cacheControl: string): 'use' | 'renew' | 'none' {
  const directives = cacheControl.split(',').map((directive) => directive.trim().toLowerCase());
  if (directives.includes('no-store')) return 'none';
  return directives.some((one) => one === 'no-cache' || /^max-age="?0+"?$/.test(one)) ? 'renew' : 'use';
}
