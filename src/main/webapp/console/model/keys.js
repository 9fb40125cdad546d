import { Source } from './source.js';

const PAGE = 50;
const SOON_MS = 14 * 24 * 3_600_000;

/** API keys, newest first, as far as they were read: of all tenants, or of one. */
export class KeyList extends Source {
  keys = null;
  cursor = null;
  error = null;
  /** Whose; empty for all. */
  tenant = '';
  #api;

  constructor(api) {
    super();
    this.#api = api;
  }

  /** Reads the newest again. */
  load(signal) {
    return this.#read(null, signal);
  }

  more() {
    return this.#read(this.cursor);
  }

  /** Those of one tenant, or of all. */
  of(tenant) {
    this.tenant = tenant;
    return this.load();
  }

  /** A key as it is now. */
  take(key) {
    this.keys = this.keys.map((one) => (one.key_id === key.key_id ? key : one));
    this.changed();
  }

  async #read(cursor, signal) {
    const { tenant } = this;
    const outdated = () => signal?.aborted || tenant !== this.tenant;
    try {
      const { data, meta } = await this.#api.apiKeys({ limit: PAGE, ...(tenant ? { tenant } : {}), ...(cursor ? { cursor } : {}) }, signal);
      if (outdated()) {
        return;
      }
      this.keys = cursor ? [...this.keys, ...data] : data;
      this.cursor = meta.cursor;
      this.error = null;
    } catch (error) {
      if (outdated()) {
        return;
      }
      this.error = error;
    }
    this.changed();
  }
}

/** How a key is, in two words and a tone. */
export function keyStanding({ state, server_secret: secret, expires_time: expires }, now = Date.now()) {
  if (state !== 'valid') {
    return { text: state === 'revoked' ? 'Revoked' : 'Expired', tone: 'quiet' };
  }
  if (secret === 'missing') {
    return { text: 'Opens nothing', tone: 'bad' };
  }
  return Date.parse(expires) - now < SOON_MS ? { text: 'Ends soon', tone: 'wait' } : { text: 'Valid', tone: 'good' };
}
