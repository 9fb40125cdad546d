import { day } from '../text.js';
import { html, useEffect, useRef, useState } from '../ui.js';
import { Access, Scopes } from './key-facts.js';

/** A key that was just made: the only time that anybody sees it. */
export function KeyMade({ made }) {
  const { key, key_id: id, tenant, name, scopes, ds_access: access, expires_time: expires } = made;
  useEffect(() => {
    document.getElementById('made-title').focus();
    // Who leaves the page by mistake has lost it.
    const ask = (event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  return html`
    <section class="card key-made" aria-labelledby="made-title">
      <h1 id="made-title" tabindex="-1">The key “${name}”</h1>
      <p class="message wait"><strong>Copy it now: it is never shown again.</strong> The server itself does not keep it. Who loses it needs another one.</p>
      <${Text} text=${key} />
      <dl class="facts">
        <dt>Tenant</dt>
        <dd>${tenant}</dd>
        <dt>Opens</dt>
        <dd><${Scopes} of=${scopes} /></dd>
        <dt>Data</dt>
        <dd><${Access} of=${access} /></dd>
        <dt>Expires</dt>
        <dd>${day(expires)}</dd>
        <dt>In logs</dt>
        <dd><code>${id}</code></dd>
      </dl>
      <p class="small muted">Its holder sends it where others send a token: <code>Authorization: Bearer api_…</code></p>
      <a class="button primary" href="#/keys">I have stored it</a>
    </section>
  `;
}

function Text({ text }) {
  const shown = useRef();
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied.');
    } catch {
      // Browsers have no clipboard for pages that came over http.
      getSelection().selectAllChildren(shown.current);
      setSaid('It is selected: copy it with the keyboard.');
    }
  };
  return html`
    <pre class="code key-text" tabindex="0" aria-label="The API key" ref=${shown}>${text}</pre>
    <div class="actions">
      <button type="button" onClick=${copy}>Copy the key</button>
      <span role="status">${said}</span>
    </div>
  `;
}
