/** The connection breaks without a reply: what `fetch` of the emulator rejects with, and what breaks a body. */
export class ConnectionReset extends TypeError {
  override name = 'ConnectionReset';
  /** As Node names it. */
  readonly code = 'ECONNRESET';
  constructor() {
    super('the connection was reset');
  }
}
