import { readQuery } from '../model/query.js';
import { QUERY_STATES, SOURCES, accounts, dates, duration, number, plural } from '../text.js';
import { html, useLoad, useState } from '../ui.js';
import { Failure } from './messages.js';
import { Badge } from './progress.js';

const PAGE = 25;
const FILTERS = [['', 'All'], ...Object.entries(QUERY_STATES).map(([state, { text }]) => [state, text])];

/** The queries of a batch by page, as the server has them; read again when the watch hears of changes. */
export function QueryTable({ api, watch }) {
  const { batch, version } = watch;
  const [state, setState] = useState('');
  const [offset, setOffset] = useState(0);
  const [settled, setSettled] = useState(false);
  const { data, error } = useLoad(
    async (signal) => {
      const parameters = { offset, limit: PAGE, ...(state ? { state } : {}) };
      const answer = await (await api.status(batch.batch_id, parameters, { signal })).json();
      const queries = answer.data.map(readQuery);
      // A page of queries that have ended stays as it is, whatever the rest of the batch does.
      setSettled(!state && queries.every(({ end }) => end !== null));
      return { queries, total: answer.meta.paginate.total };
    },
    [state, offset, settled ? 'settled' : version, batch.paused],
  );
  const move = (to) => {
    setSettled(false);
    setOffset(to);
  };
  const choose = (chosen) => {
    setState(chosen);
    move(0);
  };
  return html`
    <section class="card" aria-labelledby="queries-title">
      <div class="view-head">
        <h2 id="queries-title">Queries</h2>
        <div class="segments" role="group" aria-label="State of queries">
          ${FILTERS.map(
            ([value, name]) => html`<button type="button" aria-pressed=${value === state} onClick=${() => choose(value)}>${name}</button>`,
          )}
        </div>
      </div>
      ${error && html`<${Failure} error=${error} />`}
      ${data && html`<${Rows} batch=${batch} queries=${data.queries} />`}
      ${data && html`<${Pages} offset=${offset} page=${PAGE} total=${data.total} onMove=${move} what="queries" />`}
    </section>
  `;
}

function Rows({ batch, queries }) {
  if (queries.length === 0) {
    return html`<p class="muted">None at the moment.</p>`;
  }
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Table of queries">
      <table class="queries">
        <thead>
          <tr>
            <th scope="col">Query</th>
            <th scope="col">State</th>
            <th scope="col">Accounts</th>
            <th scope="col">Dates</th>
            <th scope="col" class="number">Rows</th>
            <th scope="col" class="number">Time</th>
            <th scope="col">Remark</th>
          </tr>
        </thead>
        <tbody>
          ${queries.map((query) => html`<${Row} key=${query.n} batch=${batch} query=${query} />`)}
        </tbody>
      </table>
    </div>
  `;
}

function Row({ batch, query }) {
  const { n, key, state, start, end, from, to, rows } = query;
  return html`
    <tr>
      <th scope="row"><a href=${`#/batches/${batch.batch_id}/${n}`}>${n}</a>${key && html` <span class="muted">${key}</span>`}</th>
      <td><${Badge} ...${QUERY_STATES[state]} /></td>
      <td title=${query.accounts.join(', ')}>${accounts(query.accounts)}</td>
      <td class="nowrap">${dates(from, to)}</td>
      <td class="number">${rows === undefined ? '' : number(rows)}</td>
      <td class="number nowrap">${start && end ? duration(end - start) : ''}</td>
      <td class="small muted">${remark(query)}</td>
    </tr>
  `;
}

function remark({ error, waitingFor, position, source, attempt }) {
  const again = attempt > 1 ? `attempt ${attempt}; ` : '';
  if (error) {
    return again + error.code;
  }
  if (waitingFor) {
    return `${again}${waitingFor.replaceAll('_', ' ')}${position === undefined ? '' : `, number ${number(position)} in line`}`;
  }
  return again + (source ? SOURCES[source] ?? source : '');
}

/** Moves through pages; says where one is. */
export function Pages({ offset, page, total, onMove, what }) {
  if (total <= page) {
    return html`<p class="small muted">${plural(total, what.replace(/ies$/, 'y').replace(/s$/, ''), what)}</p>`;
  }
  const last = Math.min(offset + page, total);
  return html`
    <nav class="pages" aria-label=${`Pages of ${what}`}>
      <button type="button" disabled=${offset === 0} onClick=${() => onMove(Math.max(0, offset - page))}>Previous</button>
      <span class="small muted">${number(offset + 1)}–${number(last)} of ${number(total)}</span>
      <button type="button" disabled=${last >= total} onClick=${() => onMove(offset + page)}>Next</button>
    </nav>
  `;
}
