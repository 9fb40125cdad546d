import { Failure, Loading } from '../components/messages.js';
import { plural } from '../text.js';
import { html, useLoad, useState } from '../ui.js';

const MOST_ACCOUNTS = 300;

/** One data source: its fields, accounts and segments. */
export function SourceView({ api, inputs: [id] }) {
  const fields = useLoad((signal) => api.fields(id, signal), [id]);
  const accounts = useLoad((signal) => api.accounts(id, signal), [id]);
  const segments = useLoad((signal) => api.segments(id, signal), [id]);
  const [text, setText] = useState('');
  const has = (...words) => words.join(' ').toLowerCase().includes(text.trim().toLowerCase());
  return html`
    <nav class="crumbs" aria-label="Where you are"><a href="#/sources">Data sources</a> / <code>${id}</code></nav>
    <div class="view-head">
      <h1>${id}</h1>
      <a class="button primary" href=${`#/new/${encodeURIComponent(id)}`}>Query it</a>
    </div>
    <p>
      <label class="visually-hidden" for="find">Find fields and accounts</label>
      <input id="find" type="search" placeholder="Find fields and accounts" value=${text} onInput=${(event) => setText(event.target.value)} />
    </p>
    <${Part} title="Fields" load=${fields} filter=${(field) => has(field.field_id, field.field_name, field.description)} Table=${Fields} />
    <${Part} title="Accounts" load=${accounts} filter=${(account) => has(account.account_id, account.account_name, account.group_name)} Table=${Accounts} />
    ${segments.data?.length > 0 && html`<${Part} title="Segments" load=${segments} filter=${() => true} Table=${Segments} />`}
  `;
}

function Part({ title, load: { data, error, reload }, filter, Table }) {
  const name = title.toLowerCase();
  const rows = data?.filter(filter);
  return html`
    <section class="card" aria-labelledby=${`${name}-title`}>
      <h2 id=${`${name}-title`}>${title} ${data && html`<span class="muted small">${rows.length === data.length ? data.length : `${rows.length} of ${data.length}`}</span>`}</h2>
      ${error && html`<${Failure} error=${error} onRetry=${reload} />`}
      ${!data && !error && html`<${Loading} what=${name} />`}
      ${rows?.length === 0 && html`<p class="muted">None.</p>`}
      ${rows?.length > 0 && html`<div class="scroll" tabindex="0" role="region" aria-label=${`Table of ${name}`}><${Table} rows=${rows} /></div>`}
    </section>
  `;
}

const head = (...names) => html`<thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`;

const Fields = ({ rows }) => html`
  <table>
    ${head('Field', 'Id', 'Kind', 'Type', 'Group', 'Description')}
    <tbody>
      ${rows.map(
        (field) => html`<tr>
          <th scope="row">${field.field_name}</th>
          <td><code>${field.field_id}</code></td>
          <td><span class=${`badge tone-${field.field_type === 'met' ? 'busy' : 'quiet'}`}>${field.field_type === 'met' ? 'metric' : 'dimension'}</span></td>
          <td class="small muted">${field.data_type}</td>
          <td class="small muted">${field.group_name}</td>
          <td class="small">${field.description}</td>
        </tr>`,
      )}
    </tbody>
  </table>
`;

const Accounts = ({ rows }) => html`
  <table>
    ${head('Account', 'Name', 'Group')}
    <tbody>
      ${rows.slice(0, MOST_ACCOUNTS).map(
        (account) => html`<tr>
          <th scope="row"><code>${account.account_id}</code></th>
          <td>${account.account_name}</td>
          <td class="small muted">${account.group_name}</td>
        </tr>`,
      )}
    </tbody>
  </table>
  ${rows.length > MOST_ACCOUNTS && html`<p class="small muted">And ${plural(rows.length - MOST_ACCOUNTS, 'more', 'more')}: find them by their id or name.</p>`}
`;

const Segments = ({ rows }) => html`
  <table>
    ${head('Segment', 'Name')}
    <tbody>
      ${rows.map((segment) => html`<tr><th scope="row"><code>${segment.segment_id}</code></th><td>${segment.segment_name}</td></tr>`)}
    </tbody>
  </table>
`;
