/** Which side of a request answers: the edge on Cloudflare, or the sidecar. */
export type Tier = 'middleware-cloudflare' | 'middleware-sidecar';
