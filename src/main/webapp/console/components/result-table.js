import { readTable } from '../model/table.js';
import { cell } from '../text.js';
import { html, useLoad, useState } from '../ui.js';
import { Failure, Loading } from './messages.js';
import { Pages } from './query-table.js';

const PAGE = 50;

/** A page of a result's rows. */
export function ResultTable({ api, query, format }) {
  const [offset, setOffset] = useState(0);
  const { data, error, reload } = useLoad(
    async (signal) => readTable(format, await (await api.result(query.id, { offset, limit: PAGE }, signal)).text()),
    [query.id, offset],
  );
  if (error) {
    return html`<${Failure} error=${error} onRetry=${reload} />`;
  }
  if (!data) {
    return html`<${Loading} what="rows" />`;
  }
  if (query.rows === 0) {
    return html`<p class="muted">The query ran and found no rows: there is no data for these accounts, dates and filters.</p>`;
  }
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Table of rows">
      <table class="rows">
        <thead>
          <tr>${data.columns.map(({ name, metric }) => html`<th scope="col" class=${metric ? 'number' : ''}>${name}</th>`)}</tr>
        </thead>
        <tbody>
          ${data.rows.map(
            (row) => html`<tr>${row.map((value, at) => html`<td class=${data.columns[at]?.metric ? 'number' : ''}>${cell(value)}</td>`)}</tr>`,
          )}
        </tbody>
      </table>
    </div>
    <${Pages} offset=${offset} page=${PAGE} total=${query.rows} onMove=${setOffset} what="rows" />
  `;
}
