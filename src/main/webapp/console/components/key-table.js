import { keyStanding } from '../model/keys.js';
import { day, relative } from '../text.js';
import { html } from '../ui.js';
import { Access, Scopes } from './key-facts.js';
import { Badge } from './progress.js';

/** API keys as a list of cards in columns, which a narrow screen stacks. */
export const KeyTable = ({ keys, onRevoke }) => html`
  <ul aria-label="API keys">
    ${keys.map((one) => html`<${Row} key=${one.key_id} apiKey=${one} onRevoke=${onRevoke} />`)}
  </ul>
`;

function Row({ apiKey, onRevoke }) {
  const { key_id: id, tenant, name, scopes, ds_access: access, state } = apiKey;
  return html`
    <li class="card key-row" id=${id} tabindex="-1">
      <div class="batch-name">
        <strong>${name}</strong>
        <span class="small muted"><code>${id}</code></span>
        <${Note} apiKey=${apiKey} />
      </div>
      <dl class="key-facts">
        <div>
          <dt>Tenant</dt>
          <dd>${tenant}</dd>
        </div>
        <div>
          <dt>Opens</dt>
          <dd><${Scopes} of=${scopes} /><span class="small muted"><${Access} of=${access} /></span></dd>
        </div>
        <div>
          <dt>Created</dt>
          <dd>${day(apiKey.created_time)}<span class="small muted">by ${apiKey.created_by}</span></dd>
        </div>
        <div>
          <dt>${ENDS[state]}</dt>
          <dd><${End} apiKey=${apiKey} /></dd>
        </div>
      </dl>
      <div class="key-end">
        <${Badge} ...${keyStanding(apiKey)} />
        ${state === 'valid' && html`<button type="button" class="danger" aria-label=${`Revoke ${name}`} onClick=${() => onRevoke(apiKey)}>Revoke</button>`}
      </div>
    </li>
  `;
}

const ENDS = { valid: 'Expires', expired: 'Expired', revoked: 'Revoked' };

function End({ apiKey: { state, expires_time: expires, revoked_time: revoked } }) {
  const end = state === 'revoked' ? revoked : expires;
  return html`${day(end)}<span class="small muted">${relative(end)}</span>`;
}

/** What an operator who changes the secret of the server wants to know. */
function Note({ apiKey: { state, server_secret: secret } }) {
  if (state !== 'valid') {
    return null;
  }
  if (secret === 'missing') {
    return html`<span class="small">The server does not have the secret any more that it was made with. Revoke it, and make another one.</span>`;
  }
  return secret === 'earlier' && html`<span class="small muted">Kept with an earlier secret of the server until it is used.</span>`;
}
