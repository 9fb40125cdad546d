import { errorsAt } from '../model/plan.js';
import { FORMATS } from '../model/table.js';
import { html, useLoad } from '../ui.js';
import { CheckField, Errors, SelectField, TextField } from './field.js';
import { Failure, Loading } from './messages.js';
import { Picker } from './picker.js';

/** Members whose errors stand beside their controls. */
export const SHOWN = ['ds_id', 'ds_accounts', 'fields', 'ds_segments', 'date_range_type', 'start_date', 'end_date', 'filter',
  'order_rows', 'max_rows', 'description', 'query_concurrency', 'timeout_minutes', 'query_output_format'];

const RANGES = [
  ['custom', 'From … to …'],
  ['yesterday', 'Yesterday'],
  ['last_7_days', 'Last 7 days'],
  ['last_30_days', 'Last 30 days'],
  ['this_month', 'This month'],
  ['last_month', 'Last month'],
  ['last_quarter', 'Last quarter'],
  ['last_year', 'Last year'],
  ['year_to_date', 'Year to date'],
];

export function DraftForm({ api, draft, plan, set }) {
  const sources = useLoad((signal) => api.sources(signal), []);
  if (!sources.data) {
    return sources.error ? html`<${Failure} error=${sources.error} onRetry=${sources.reload} />` : html`<${Loading} what="data sources" />`;
  }
  const options = [['', 'Choose …'], ...sources.data.map(({ id, name }) => [id, name])];
  const choose = ({ source }) => set({ source, accounts: [], fields: [], segments: [] });
  return html`
    <form class="draft" onSubmit=${(event) => event.preventDefault()}>
      <section class="card">
        <${SelectField} draft=${draft} name="source" label="Data source" options=${options} set=${choose} errors=${errorsAt(plan, 'ds_id')} />
        <${TextField} draft=${draft} name="description" label="Description" set=${set} errors=${errorsAt(plan, 'description')}
          placeholder="What the batch is called in the list" />
      </section>
      ${draft.source && html`<${Parts} key=${draft.source} api=${api} draft=${draft} plan=${plan} set=${set} />`}
    </form>
  `;
}

/** Accounts come by their ids; who looks for one knows its group. */
const byGroup = (accounts) =>
  accounts
    .map((one) => ({ id: one.account_id, name: one.account_name, group: one.group_name ?? '' }))
    .sort((a, b) => a.group.localeCompare(b.group));

function Parts({ api, draft, plan, set }) {
  const accounts = useLoad((signal) => api.accounts(draft.source, signal), []);
  const fields = useLoad((signal) => api.fields(draft.source, signal), []);
  const segments = useLoad((signal) => api.segments(draft.source, signal), []);
  return html`
    <section class="card">
      ${accounts.error && html`<${Failure} error=${accounts.error} />`}
      <${Picker} id="accounts" label="Accounts" what="accounts" empty="None chosen: all that you may see." chosen=${draft.accounts}
        options=${byGroup(accounts.data ?? [])}
        errors=${errorsAt(plan, 'ds_accounts')} onChange=${(chosen) => set({ accounts: chosen })} />
    </section>
    <section class="card">
      ${fields.error && html`<${Failure} error=${fields.error} />`}
      <${Picker} id="fields" label="Fields" what="fields" empty="Choose at least one. Their order is that of the columns." chosen=${draft.fields}
        options=${(fields.data ?? []).map((one) => ({ id: one.field_id, name: one.field_name, group: one.group_name, hint: one.field_type === 'met' ? 'metric' : '' }))}
        errors=${errorsAt(plan, 'fields')} onChange=${(chosen) => set({ fields: chosen })} />
    </section>
    <${DatesAndSplit} draft=${draft} plan=${plan} set=${set} />
    <${More} draft=${draft} plan=${plan} set=${set} segments=${segments.data ?? []} />
  `;
}

const DatesAndSplit = ({ draft, plan, set }) => html`
  <section class="card">
    <div class="fields">
      <${SelectField} draft=${draft} name="range" label="Dates" options=${RANGES} set=${set} errors=${errorsAt(plan, 'date_range_type')} />
      ${draft.range === 'custom' && html`
        <${TextField} draft=${draft} name="start" type="date" label="From" set=${set} errors=${errorsAt(plan, 'start_date')} />
        <${TextField} draft=${draft} name="end" type="date" label="To" set=${set} errors=${errorsAt(plan, 'end_date')} />
      `}
    </div>
    ${draft.range !== 'custom' && html`<${Errors} errors=${errorsAt(plan, 'start_date', 'end_date')} />`}
    <fieldset>
      <legend>Split into</legend>
      <${CheckField} draft=${draft} name="splitAccounts" set=${set} label="a query for each account" />
      <${CheckField} draft=${draft} name="splitDates" set=${set} label="a query for each day" />
    </fieldset>
  </section>
`;

const More = ({ draft, plan, set, segments }) => html`
  <details class="card" open=${errorsAt(plan, 'filter', 'order_rows', 'max_rows', 'query_concurrency', 'timeout_minutes').length > 0}>
    <summary>More</summary>
    <${TextField} draft=${draft} name="filter" label="Filter" set=${set} errors=${errorsAt(plan, 'filter')} placeholder="flights > 100" />
    ${segments.length > 0 && html`<${Picker} id="segments" label="Segments" what="segments" empty="None: everything." chosen=${draft.segments}
      options=${segments.map((one) => ({ id: one.segment_id, name: one.segment_name, group: 'Filters of the catalog' }))}
      errors=${errorsAt(plan, 'ds_segments')} onChange=${(chosen) => set({ segments: chosen })} />`}
    <div class="fields">
      <${TextField} draft=${draft} name="order" label="Order" set=${set} errors=${errorsAt(plan, 'order_rows')} placeholder="flights desc" />
      <${TextField} draft=${draft} name="maxRows" label="Rows at most" type="number" min="0" set=${set} errors=${errorsAt(plan, 'max_rows')} placeholder="all" />
      <${SelectField} draft=${draft} name="format" label="Format of the results" set=${set} errors=${errorsAt(plan, 'query_output_format')}
        options=${FORMATS.map(({ id, name }) => [id, name])} />
      <${TextField} draft=${draft} name="concurrency" label="Queries at once (1–50)" type="number" min="1" max="50" set=${set} errors=${errorsAt(plan, 'query_concurrency')} />
      <${TextField} draft=${draft} name="timeout" label="Time limit in minutes (5–60)" type="number" min="5" max="60" set=${set} errors=${errorsAt(plan, 'timeout_minutes')} />
    </div>
    <${CheckField} draft=${draft} name="fresh" set=${set} label="Ask the data source in any case" hint="no answers from the cache" />
  </details>
`;
