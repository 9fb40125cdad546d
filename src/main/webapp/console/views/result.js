import { Chart } from '../components/chart.js';
import { Downloads } from '../components/downloads.js';
import { Empty, Failure, Loading } from '../components/messages.js';
import { Badge } from '../components/progress.js';
import { ResultTable } from '../components/result-table.js';
import { formatOf, isTable } from '../model/table.js';
import { readQuery } from '../model/query.js';
import { CANCELS, QUERY_STATES, SOURCES, WAITS, accounts, bytes, dates, duration, plural } from '../text.js';
import { html, useLoad, useState } from '../ui.js';

/** One query of a batch and its result: as a table, as a chart, as a file. */
export function ResultView({ api, items, inputs: [id, n] }) {
  const { data, error, reload } = useLoad(
    async (signal) => {
      const batch = await api.batch(id, signal);
      const answer = await (await api.status(id, { offset: Number(n) - 1, limit: 1 }, { signal })).json();
      return { batch, query: answer.data.length > 0 ? readQuery(answer.data[0]) : null };
    },
    [id, n],
  );
  return html`
    <nav class="crumbs" aria-label="Where you are">
      <a href="#/batches">Batches</a> / <a href=${`#/batches/${id}`}><code>${id}</code></a> / Query ${n}
    </nav>
    <div class="view-head"><h1>Query ${n}</h1>${data?.query && html`<${Steps} id=${id} n=${Number(n)} total=${data.batch.query_amount} />`}</div>
    ${error && html`<${Failure} error=${error} onRetry=${reload} />`}
    ${!data && !error && html`<${Loading} what="the query" />`}
    ${data && !data.query && html`<${Empty} title="No such query"><p>The batch has ${plural(data.batch.query_amount, 'query', 'queries')}.</p><//>`}
    ${data?.query && html`<${Outcome} api=${api} items=${items} ...${data} reload=${reload} />`}
  `;
}

const Steps = ({ id, n, total }) => html`
  <nav class="actions" aria-label="Queries">
    ${n > 1 && html`<a class="button" href=${`#/batches/${id}/${n - 1}`}>Previous query</a>`}
    ${n < total && html`<a class="button" href=${`#/batches/${id}/${n + 1}`}>Next query</a>`}
  </nav>
`;

function Outcome({ api, items, batch, query, reload }) {
  const ran = query.start && query.end ? duration(query.end - query.start) : null;
  const facts = [
    ['State', html`<${Badge} ...${QUERY_STATES[query.state]} />`],
    ['Accounts', accounts(query.accounts)],
    query.from && ['Dates', dates(query.from, query.to)],
    ran && ['Time', ran],
    query.rows !== undefined && ['Rows', query.rows],
    query.bytes !== undefined && ['Size', bytes(query.bytes)],
    query.source && ['Answer', SOURCES[query.source] ?? query.source],
  ].filter(Boolean);
  return html`
    <dl class="fact-row">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${query.state === 'SUCCESS' ? html`<${Result} api=${api} items=${items} batch=${batch} query=${query} />` : html`<${NoResult} query=${query} reload=${reload} />`}
  `;
}

function NoResult({ query, reload }) {
  if (query.error) {
    const { code, message, description, cancel } = query.error;
    return html`<div class="message bad">
      <strong>${description || message}</strong>
      <p class="small muted"><code>${code}</code>${cancel && ` · ${CANCELS[cancel] ?? cancel}`}</p>
    </div>`;
  }
  return html`
    <${Empty} title="No result yet">
      <p>${WAITS[query.waitingFor] ?? 'The query has not ended.'}</p>
      <p><button type="button" onClick=${reload}>Look again</button></p>
    <//>
  `;
}

const VIEWS = [
  ['table', 'Table'],
  ['chart', 'Chart'],
];

function Result({ api, items, batch, query }) {
  const [shown, setShown] = useState('table');
  const format = formatOf(batch.query_output_format);
  const spec = items.specOf(batch.batch_id, query);
  return html`
    <section class="card" aria-labelledby="result-title">
      <div class="view-head">
        <h2 id="result-title">Result</h2>
        ${isTable(format) &&
        html`<div class="segments" role="group" aria-label="Show as">
          ${VIEWS.map(
            ([value, name]) => html`<button type="button" aria-pressed=${shown === value} onClick=${() => setShown(value)}>${name}</button>`,
          )}
        </div>`}
      </div>
      ${!isTable(format) && html`<p class="muted">${format.name} is a document: download it to look at it.</p>`}
      ${isTable(format) && shown === 'table' && html`<${ResultTable} api=${api} query=${query} format=${format} />`}
      ${isTable(format) && shown === 'chart' && html`<${Chart} api=${api} query=${query} format=${format} />`}
    </section>
    <${Downloads} api=${api} query=${query} stored=${format} spec=${spec} />
  `;
}
