import { shortId } from '../model/operations.js';
import { number, seconds, when } from '../text.js';
import { html } from '../ui.js';
import { Meter } from './meter.js';
import { Badge } from './progress.js';

const STATES = {
  alive: { tone: 'good', text: 'Alive' },
  silent: { tone: 'bad', text: 'Silent' },
  lost: { tone: 'bad', text: 'Lost' },
};

/** All nodes, as the store knows them; of those that answered lately their workers as well. */
export function Nodes({ operations }) {
  const { nodes } = operations.overview;
  const views = new Map(operations.views.map(({ node }) => [node.epoch, node]));
  return html`
    <section class="card" aria-labelledby="nodes-title">
      <h2 id="nodes-title">Nodes</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Table of nodes">
        <table class="nodes">
          <thead>
            <tr>
              <th scope="col">Node</th>
              <th scope="col">State</th>
              <th scope="col" class="number">Last heartbeat</th>
              <th scope="col">Workers busy</th>
              <th scope="col">Full data sources</th>
              <th scope="col">Since</th>
              <th scope="col">Version</th>
            </tr>
          </thead>
          <tbody>
            ${nodes.map((node) => html`<${Row} key=${node.epoch} node=${node} view=${views.get(node.epoch)} />`)}
          </tbody>
        </table>
      </div>
    </section>
  `;
}

function Row({ node, view }) {
  return html`
    <tr>
      <th scope="row"><code title=${node.id}>${shortId(node.id)}</code> <span class="small muted nowrap">life ${number(node.epoch)}${node.answering && ', answers'}</span></th>
      <td><${Badge} ...${view?.draining ? { tone: 'wait', text: 'Ending' } : STATES[node.state]} /></td>
      <td class="number nowrap">${seconds(node.heartbeat_age_seconds)} ago</td>
      <td>
        ${view
          ? html`<${Meter} label=${`Busy workers of node ${shortId(node.id)}`} value=${view.workers.busy} most=${view.workers.all} />
              <span class="small muted finding">${number(view.workers.reserved)} kept for single queries</span>`
          : html`<span class="small muted">${number(node.free_workers)} free</span>`}
      </td>
      <td class="small">${node.full_sources.join(', ') || '–'}</td>
      <td class="small nowrap">${when(node.started_time)}</td>
      <td class="small">${view?.version ?? '–'}</td>
    </tr>
  `;
}
