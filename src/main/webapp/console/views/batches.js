import { BatchTable } from '../components/batch-table.js';
import { Empty, Failure, Loading } from '../components/messages.js';
import { html, useEffect, useSource, useState } from '../ui.js';

const EVERY_MS = 4_000;
const STATES = [
  ['', 'All'],
  ['QUEUED', 'Waiting'],
  ['RUNNING', 'Running'],
  ['STOPPED', 'Ended'],
];

/** The tenant's batches; those that run are looked at again every few seconds. */
export function BatchesView({ list }) {
  useSource(list);
  const [state, setState] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    list.load(state, abort.signal);
    const timer = setInterval(() => {
      if (!document.hidden && list.moves) {
        list.load(state, abort.signal);
      }
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [state]);
  return html`
    <div class="view-head">
      <h1>Batches</h1>
      <a class="button primary" href="#/new">New batch</a>
    </div>
    <div class="toolbar">
      <div class="segments" role="group" aria-label="State">
        ${STATES.map(
          ([value, name]) => html`<button type="button" aria-pressed=${value === state} onClick=${() => setState(value)}>${name}</button>`,
        )}
      </div>
      <${OpenById} />
    </div>
    ${list.error && html`<${Failure} error=${list.error} onRetry=${() => list.load(state)} />`}
    ${!list.batches && !list.error && html`<${Loading} what="batches" />`}
    ${list.batches && (list.batches.length > 0 ? html`<${BatchTable} batches=${list.batches} />` : html`<${Nothing} state=${state} />`)}
    ${list.cursor && html`<button type="button" onClick=${() => list.more(state)}>Show older ones</button>`}
  `;
}

function Nothing({ state }) {
  if (state) {
    return html`<${Empty} title="No such batch"><p>There is none in this state.</p><//>`;
  }
  return html`
    <${Empty} title="No batches yet">
      <p>Nothing was submitted, or all of it is past its retention.</p>
      <p><a class="button primary" href="#/new">Build the first one</a> <a class="button" href="#/sources">See what can be asked</a></p>
    <//>
  `;
}

function OpenById() {
  const open = (event) => {
    event.preventDefault();
    const id = new FormData(event.target).get('id').trim();
    // The id of a query leads to its batch as well.
    location.hash = `/batches/${encodeURIComponent(id.replace(/_query_\d+$/, ''))}`;
  };
  return html`
    <form class="inline" onSubmit=${open}>
      <label class="visually-hidden" for="batch-id">Batch id</label>
      <input id="batch-id" name="id" required placeholder="qrb_…" autocomplete="off" spellcheck=${false} />
      <button type="submit">Open</button>
    </form>
  `;
}
