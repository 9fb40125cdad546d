import { Source } from './source.js';

/** Base64url without padding, of UTF-8. */
function decode(part) {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}

/**
 * What a token says. The server alone verifies it; this is only for showing.
 *
 * @returns {{subject: string, tenant: string, saysTenant: boolean, scopes: string[], expires: Date|null}}
 * @throws {Error} if it is no JWT
 */
export function readToken(text) {
  const parts = text.split('.');
  if (parts.length !== 3) {
    throw new Error('This is not a token: a JWT has three parts with dots between them.');
  }
  let claims;
  try {
    claims = JSON.parse(decode(parts[1]));
  } catch {
    throw new Error('This is not a token: its middle part is not readable. Was it copied completely?');
  }
  const scopes = claims.scope ? String(claims.scope).split(' ') : (claims.groups ?? []);
  return {
    subject: claims.sub ?? '',
    tenant: claims.tenant ?? claims.sub ?? '',
    saysTenant: claims.tenant !== undefined,
    scopes: scopes.filter(Boolean),
    expires: Number.isFinite(claims.exp) ? new Date(claims.exp * 1000) : null,
  };
}

/** Who is using the console. The token is in this object only: closing or reloading the page forgets it. */
export class Session extends Source {
  #token = null;
  claims = null;
  /** Why the last token is no longer used, or null. */
  ended = null;

  get token() {
    return this.#token;
  }

  /** Whether the token opens what is for administrators; the server decides. */
  get administers() {
    return this.claims?.scopes.includes('ds_admin') ?? false;
  }

  /**
   * Whether what is of that tenant can be changed with the token: administrators read what is of others, and no more. A token that
   * does not say its tenant where it usually stands is no reason to keep somebody from trying.
   */
  changes(tenant) {
    return !tenant || !this.claims?.saysTenant || this.claims.tenant === tenant;
  }

  /** @throws {Error} if it is no token, or one that has expired */
  begin(text) {
    const token = text.trim().replace(/^Bearer\s+/i, '');
    const claims = readToken(token);
    if (claims.expires && claims.expires < new Date()) {
      throw new Error(`This token expired on ${claims.expires.toLocaleString()}. Ask for a new one.`);
    }
    this.#token = token;
    this.claims = claims;
    this.ended = null;
    this.changed();
  }

  /** @param {string|null} why null: because the user wants it */
  end(why = null) {
    this.#token = null;
    this.claims = null;
    this.ended = why;
    this.changed();
  }
}
