import { Confirm } from '../components/confirm.js';
import { KeyTable } from '../components/key-table.js';
import { Empty, Failure, Loading } from '../components/messages.js';
import { html, useEffect, useRef, useSource, useState } from '../ui.js';

/** API keys of all tenants, for administrators. */
export function KeysView({ api, session, keys: list }) {
  useSource(list);
  useEffect(() => {
    const abort = new AbortController();
    list.load(abort.signal);
    return () => abort.abort();
  }, [list]);
  const revoking = useRevoking(api, list);
  const { keys, error, cursor } = list;
  return html`
    <div class="view-head">
      <h1>API keys</h1>
      ${session.administers && html`<a class="button primary" href="#/keys/new">New key</a>`}
    </div>
    ${keys && (keys.length > 0 || list.tenant) && html`<div class="toolbar"><${OfTenant} list=${list} /></div>`}
    <div role="status">${revoking.said && html`<p class="message good">${revoking.said}</p>`}</div>
    ${(error ?? revoking.error) && html`<${Failure} error=${error ?? revoking.error} onRetry=${error && (() => list.load())} />`}
    ${!keys && !error && html`<${Loading} what="API keys" />`}
    ${keys && (keys.length > 0 ? html`<${KeyTable} keys=${keys} onRevoke=${revoking.ask} />` : html`<${Nothing} tenant=${list.tenant} />`)}
    ${cursor && html`<button type="button" onClick=${() => list.more()}>Show older ones</button>`}
    <${Confirm} dialog=${revoking.dialog} title=${`Revoke “${revoking.asked?.name}”?`} no="Keep it" yes="Revoke the key" onYes=${revoking.revoke}>
      <p>Tenant ${revoking.asked?.tenant}: who comes with this key is refused from then on. What was accepted with it goes on.</p>
      <p>It cannot be taken back; another key can be made.</p>
    <//>
  `;
}

/** Asks before a key is revoked. Afterwards the keyboard is where the key is: its button is gone. */
function useRevoking(api, list) {
  const [asked, setAsked] = useState(null);
  const [error, setError] = useState(null);
  const [said, setSaid] = useState('');
  const dialog = useRef();
  const ask = (key) => {
    setAsked(key);
    setSaid('');
    setError(null);
    dialog.current.showModal();
  };
  const revoke = async () => {
    try {
      list.take(await api.revokeApiKey(asked.key_id));
      setSaid(`“${asked.name}” is revoked.`);
      setTimeout(() => document.getElementById(asked.key_id)?.focus());
    } catch (refused) {
      setError(refused);
    }
  };
  return { asked, error, said, dialog, ask, revoke };
}

function OfTenant({ list }) {
  const [tenant, setTenant] = useState(list.tenant);
  const show = (event) => {
    event.preventDefault();
    list.of(tenant.trim());
  };
  return html`
    <form class="inline" onSubmit=${show}>
      <input type="search" aria-label="Tenant" placeholder="Tenant; empty for all" value=${tenant} spellcheck=${false} autocomplete="off"
        onInput=${(event) => setTenant(event.target.value)} />
      <button type="submit">Show</button>
    </form>
  `;
}

function Nothing({ tenant }) {
  if (tenant) {
    return html`<${Empty} title="No such key"><p>There is none of tenant ${tenant}.</p><//>`;
  }
  return html`
    <${Empty} title="No API keys yet">
      <p>A key is for a client that cannot get tokens: it sends the key where others send a token.</p>
      <p>What it opens and when it expires is said when it is made. It can be revoked at any time.</p>
      <p><a class="button primary" href="#/keys/new">Make the first one</a></p>
    <//>
  `;
}
