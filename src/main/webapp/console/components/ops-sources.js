import { shortId } from '../model/operations.js';
import { number, seconds } from '../text.js';
import { html } from '../ui.js';
import { Meter } from './meter.js';
import { Badge } from './progress.js';

/** How a data source is asked, in two words and a tone. */
function standing({ available, breaker }) {
  if (breaker.state === 'open') {
    return { tone: 'bad', text: 'Left alone' };
  }
  if (breaker.state === 'half_open') {
    return { tone: 'wait', text: 'On trial' };
  }
  return available ? { tone: 'good', text: 'Asked' } : { tone: 'bad', text: 'Away' };
}

/** The data sources: what waits for them anywhere, and how the nodes that answered lately find them. */
export function SourceLoads({ operations }) {
  const { sources } = operations.overview;
  return html`
    <section class="card" aria-labelledby="source-loads-title">
      <h2 id="source-loads-title">Data sources</h2>
      <p class="small muted">${note(operations)}</p>
      ${sources.length === 0 && html`<p class="muted">The catalog is empty.</p>`}
      ${sources.length > 0 &&
      html`<div class="scroll" tabindex="0" role="region" aria-label="Table of data sources">
        <table class="source-loads">
          <thead>
            <tr>
              <th scope="col">Data source</th>
              <th scope="col">State</th>
              <th scope="col">Running</th>
              <th scope="col" class="number">Waiting</th>
              <th scope="col" class="number">Oldest</th>
              <th scope="col" class="number">Retries left</th>
              <th scope="col">Last failure</th>
              <th scope="col">Connections</th>
            </tr>
          </thead>
          <tbody>
            ${sources.map((source) => html`<${Row} key=${source.ds_id} source=${source} findings=${operations.findings(source.ds_id)} />`)}
          </tbody>
        </table>
      </div>`}
    </section>
  `;
}

function note({ views, overview }) {
  const known = views.map(({ node }) => shortId(node.id)).join(', ');
  const silent = overview.nodes.length - views.length;
  return silent > 0
    ? `Waiting is of all nodes. The rest is what node ${known} says; what others find they say only when they answer.`
    : `Waiting is of all nodes. The rest is what ${views.length === 1 ? `node ${known} finds` : `each node finds: ${known}`}.`;
}

function Row({ source, findings }) {
  const shared = source.shared_queued > 0 ? ` (and some of ${number(source.shared_queued)})` : '';
  const each = (show) => findings.map(({ node, here }) => html`<span class="finding" key=${node.epoch}>${show(here, node)}</span>`);
  return html`
    <tr>
      <th scope="row"><code>${source.ds_id}</code><span class="small muted finding">${source.name ?? 'not in the catalog'}</span></th>
      <td>
        ${each((here, node) => html`<${Badge} ...${standing(here)} />${findings.length > 1 && html` <span class="small muted">${shortId(node.id)}</span>`}
          ${here.breaker.since_seconds !== undefined && html` <span class="small muted nowrap">for ${seconds(here.breaker.since_seconds)}</span>`}`)}
      </td>
      <td>${each((here) => html`<${Meter} label=${`Slots of ${source.ds_id}`} value=${here.slots} most=${here.cap} />`)}</td>
      <td class="number">${number(source.queued)}${shared}</td>
      <td class="number nowrap">${source.oldest_waiting_seconds === undefined ? '–' : seconds(source.oldest_waiting_seconds)}</td>
      <td class="number nowrap">${each(({ retries }) => `${retries.left} of ${retries.most}`)}</td>
      <td class="small">${each(lastFailure)}</td>
      <td class="small">${each(connections)}</td>
    </tr>
  `;
}

const lastFailure = ({ last_failure: failure }) =>
  failure ? html`<code>${failure.code}</code> <span class="nowrap">${seconds(failure.age_seconds)} ago</span>` : '–';

function connections({ pool }) {
  if (!pool) {
    return '–';
  }
  const waiting = pool.waiting > 0 ? `, ${number(pool.waiting)} waited for` : '';
  return `${number(pool.busy)} busy, ${number(pool.idle)} idle of ${number(pool.most)}${waiting}`;
}
