import { emptyAccess, keyErrors } from '../model/new-key.js';
import { day } from '../text.js';
import { html } from '../ui.js';
import { Errors, TextField } from './field.js';

const DAY_MS = 24 * 3_600_000;

/** What a key is to be. `errors` are those of the server. */
export function KeyFields({ draft, set, errors, sources }) {
  return html`
    <${TextField} draft=${draft} name="name" label="Name" set=${set} errors=${keyErrors(errors, 'name')}
      hint="What it is for, and who has it." placeholder="nightly reports" />
    <${TextField} draft=${draft} name="tenant" label="Tenant" set=${set} errors=${keyErrors(errors, 'tenant')}
      hint="Its holder has the batches, schedules and results of this tenant." />
    <${ScopeChoice} draft=${draft} set=${set} errors=${keyErrors(errors, 'scopes')} />
    <${AccessChoice} draft=${draft} set=${set} errors=${keyErrors(errors, 'ds_access')} sources=${sources} />
    <${TextField} draft=${draft} name="days" type="number" min="1" max="730" label="Days until it expires" set=${set}
      errors=${keyErrors(errors, 'expires_in_days')} hint=${until(draft.days)} />
  `;
}

function until(days) {
  const count = Number(days);
  return count >= 1 && count <= 730 ? `Until ${day(Date.now() + count * DAY_MS)}.` : 'From 1 to 730.';
}

/** What ties the controls of a group to its errors. */
const tied = (id, errors) => ({ 'aria-describedby': errors.length > 0 ? id : null, 'aria-invalid': errors.length > 0 ? 'true' : null });

function ScopeChoice({ draft, set, errors }) {
  const check = (name, text, scope) => html`
    <label class="check">
      <input type="checkbox" name=${name} checked=${draft[name]} ...${tied('scopes-errors', errors)} onChange=${(event) => set({ [name]: event.target.checked })} />
      <span>${text} <code class="small muted">${scope}</code></span>
    </label>
  `;
  return html`
    <fieldset class="choice">
      <legend>What it opens</legend>
      ${check('run', 'Batches, schedules, queries and results', 'ds_queries_run')}
      ${check('accounts', 'Lists of accounts and segments', 'ds_accounts_read')}
      <${Errors} id="scopes-errors" errors=${errors} />
    </fieldset>
  `;
}

function AccessChoice({ draft, set, errors, sources }) {
  const choice = (value, text) => html`
    <label class="check">
      <input type="radio" name="limited" checked=${draft.limited === value} ...${tied('access-errors', errors)} onChange=${() => set({ limited: value })} />
      <span>${text}</span>
    </label>
  `;
  return html`
    <fieldset class="choice">
      <legend>Which data</legend>
      ${choice(false, 'All data')}
      ${choice(true, 'Only these')}
      ${draft.limited && html`<${AccessRows} rows=${draft.access} sources=${sources} invalid=${tied('access-errors', errors)} onChange=${(access) => set({ access })} />`}
      <${Errors} id="access-errors" errors=${errors} />
    </fieldset>
  `;
}

function AccessRows({ rows, sources, invalid, onChange }) {
  const change = (at, part) => onChange(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  const add = () => {
    onChange([...rows, emptyAccess()]);
    setTimeout(() => document.getElementById(`access-source-${rows.length}`).focus());
  };
  const remove = (at) => {
    onChange(rows.filter((row, i) => i !== at));
    setTimeout(() => document.getElementById('access-add').focus());
  };
  return html`
    <ul class="access-rows">
      ${rows.map(
        (row, i) => html`
          <li>
            <input type="text" id=${`access-source-${i}`} class="code" aria-label=${`Data source ${i + 1}`} placeholder="Data source" list="access-sources" spellcheck=${false} autocomplete="off"
              value=${row.source} ...${invalid} onInput=${(event) => change(i, { source: event.target.value })} />
            <input type="text" class="code" aria-label=${`Accounts of data source ${i + 1}`} placeholder="ORD, LAX; * for all" spellcheck=${false} autocomplete="off"
              value=${row.accounts} ...${invalid} onInput=${(event) => change(i, { accounts: event.target.value })} />
            ${rows.length > 1 && html`<button type="button" class="icon" aria-label=${`Remove data source ${i + 1}`} onClick=${() => remove(i)}>×</button>`}
          </li>
        `,
      )}
    </ul>
    <datalist id="access-sources">${sources.map((id) => html`<option value=${id}></option>`)}</datalist>
    <button type="button" id="access-add" onClick=${add}>Add a data source</button>
  `;
}
