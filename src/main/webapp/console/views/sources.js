import { Empty, Failure, Loading } from '../components/messages.js';
import { html, useLoad, useState } from '../ui.js';

/** What can be asked. */
export function SourcesView({ api }) {
  const { data, error, reload } = useLoad((signal) => api.sources(signal), []);
  const [text, setText] = useState('');
  const found = data?.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(text.trim().toLowerCase()));
  return html`
    <div class="view-head"><h1>Data sources</h1></div>
    ${error && html`<${Failure} error=${error} onRetry=${reload} />`}
    ${!data && !error && html`<${Loading} what="data sources" />`}
    ${data?.length === 0 && html`<${Empty} title="No data source"><p>Your token allows none, or the server's catalog is empty.</p><//>`}
    ${data?.length > 6 &&
    html`<p><label class="visually-hidden" for="find">Find a data source</label>
      <input id="find" type="search" placeholder="Find by id or name" value=${text} onInput=${(event) => setText(event.target.value)} /></p>`}
    ${found && html`<ul class="tiles" aria-label="Data sources">
      ${found.map(
        ({ id, name, description }) => html`<li class="card">
          <h2><a href=${`#/sources/${encodeURIComponent(id)}`}>${name}</a></h2>
          <p><code>${id}</code></p>
          ${description && html`<p class="muted">${description}</p>`}
        </li>`,
      )}
    </ul>`}
  `;
}
