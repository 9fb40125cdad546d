import { Failure, Loading } from '../components/messages.js';
import { SharedFacts } from '../components/ops-facts.js';
import { Nodes } from '../components/ops-nodes.js';
import { ProblemAnnouncer, Problems } from '../components/ops-problems.js';
import { SourceLoads } from '../components/ops-sources.js';
import { TenantLoads } from '../components/ops-tenants.js';
import { Trend } from '../components/trend.js';
import { shortId } from '../model/operations.js';
import { problemsOf } from '../model/problems.js';
import { number, seconds, clock } from '../text.js';
import { html, useEffect, useSource, useState } from '../ui.js';

const EVERY_MS = 3_000;

/** What the servers are doing, for those who look after them. */
export function OperationsView({ operations }) {
  useSource(operations);
  const [live, setLive] = useState(true);
  useEffect(() => {
    const abort = new AbortController();
    operations.load(abort.signal);
    return () => abort.abort();
  }, [operations]);
  useEffect(() => {
    if (!live) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || operations.load(), EVERY_MS);
    return () => clearInterval(timer);
  }, [operations, live]);
  const turn = () => {
    // Whoever wants to go on wants to see something now.
    if (!live) {
      operations.load();
    }
    setLive(!live);
  };
  const { overview, error } = operations;
  return html`
    <div class="view-head">
      <h1>Operations</h1>
      <div class="actions">
        ${overview && html`<span class="small muted">As of ${clock(overview.time)}, answered by node <code>${shortId(overview.node.id)}</code></span>`}
        <button type="button" onClick=${turn}>${live ? 'Stop refreshing' : 'Refresh again'}</button>
      </div>
    </div>
    ${error && html`<${Failure} error=${error} onRetry=${() => operations.load()} />`}
    ${!overview && !error && html`<${Loading} what="what the servers are doing" />`}
    ${overview && html`<${Everything} operations=${operations} />`}
  `;
}

function Everything({ operations }) {
  const { overview, history } = operations;
  const problems = problemsOf(operations);
  return html`
    <${ProblemAnnouncer} problems=${problems} />
    <${Problems} problems=${problems} />
    <${Totals} overview=${overview} />
    <div class="trends">
      <${Trend} name="Queries waiting" history=${history} of=${({ queued }) => queued} line="line-2" />
      <${Trend} name="Queries running" history=${history} of=${({ running }) => running} line="line-1" />
    </div>
    <${TenantLoads} tenants=${overview.tenants} />
    <${SourceLoads} operations=${operations} />
    <${Nodes} operations=${operations} />
    <${SharedFacts} overview=${overview} />
  `;
}

function Totals({ overview: { queues, nodes } }) {
  const sum = (name) => queues.reduce((all, queue) => all + queue[name], 0);
  const ages = queues.map(({ oldest_waiting_seconds: age }) => age).filter((age) => age !== undefined);
  const alive = nodes.filter(({ state }) => state === 'alive').length;
  const single = queues.find(({ kind }) => kind === 'single');
  return html`
    <section class="card" aria-label="All together">
      <dl class="counts totals">
        <${Total} name="Open batches" value=${number(queues.find(({ kind }) => kind === 'batch').open_batches)} />
        <${Total} name="Slots taken" value=${number(sum('slots'))} />
        <${Total} name="Oldest that waits" value=${ages.length === 0 ? '–' : seconds(Math.max(...ages))} />
        <${Total} name="Single queries" value=${`${number(single.running)} run, ${number(single.queued)} wait`} />
        <${Total} name="Nodes alive" value=${`${alive} of ${nodes.length}`} />
      </dl>
    </section>
  `;
}

const Total = ({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
