import { Actions } from '../components/batch-actions.js';
import { BatchFacts } from '../components/batch-facts.js';
import { Deliveries } from '../components/deliveries.js';
import { Failures } from '../components/failures.js';
import { Failure, Loading, OfOthers } from '../components/messages.js';
import { Badge, ProgressBar } from '../components/progress.js';
import { QueryTable } from '../components/query-table.js';
import { Timeline } from '../components/timeline.js';
import { Waits } from '../components/waits.js';
import { BatchWatch } from '../model/watch.js';
import { clock, duration, number, percent, plural, standing } from '../text.js';
import { html, useEffect, useMemo, useSource } from '../ui.js';

/** One batch, followed to its end. */
export function BatchView({ api, session, inputs: [id] }) {
  const watch = useMemo(() => new BatchWatch(api, id), [id]);
  useSource(watch);
  useEffect(() => {
    watch.start();
    return () => watch.end();
  }, [watch]);
  const { batch, error } = watch;
  if (!batch) {
    return error ? html`<h1>Batch</h1><${Failure} error=${error} />` : html`<h1>Batch</h1><${Loading} what="the batch" />`;
  }
  const changes = session.changes(batch.tenant);
  return html`
    <nav class="crumbs" aria-label="Where you are"><a href="#/batches">Batches</a> / <code>${id}</code></nav>
    <div class="view-head">
      <h1>${batch.description || 'Batch'} <${Badge} ...${standing(batch)} /></h1>
      ${changes ? html`<${Actions} api=${api} watch=${watch} />` : html`<${OfOthers} tenant=${batch.tenant} />`}
    </div>
    ${error && html`<${Failure} error=${error} />`}
    <${Overall} watch=${watch} />
    <${BatchFacts} batch=${batch} />
    <${Failures} api=${api} watch=${watch} />
    <${Waits} api=${api} watch=${watch} />
    <${Timeline} watch=${watch} />
    <${Deliveries} api=${api} watch=${watch} changes=${changes} />
    <${QueryTable} api=${api} watch=${watch} />
  `;
}

function Overall({ watch }) {
  const { batch } = watch;
  const { queued, running, success, failure } = batch.progress;
  const total = batch.query_amount;
  return html`
    <section class="card overall" aria-label="Progress">
      <${ProgressBar} progress=${batch.progress} total=${total} label="Progress of the batch" />
      <dl class="counts">
        <${Count} name="Done" value=${success} tone="good" />
        <${Count} name="Failed" value=${failure} tone="bad" />
        <${Count} name="Running" value=${running} tone="busy" />
        <${Count} name="Waiting" value=${queued} tone="quiet" />
        <${Count} name="Queries" value=${total} />
      </dl>
      <p class="muted pace">${sentence(watch)}</p>
      <${Announcer} watch=${watch} />
    </section>
  `;
}

const Count = ({ name, value, tone }) =>
  html`<div><dt>${tone && html`<span class=${`dot fill-${tone}`}></span>`}${name}</dt><dd>${number(value)}</dd></div>`;

function sentence({ batch, stopped, pace }) {
  if (stopped) {
    const took = batch.end_time && batch.start_time ? Date.parse(batch.end_time) - Date.parse(batch.start_time) : null;
    return took === null ? 'It ended before it had started.' : `It took ${duration(took)}.`;
  }
  if (batch.paused) {
    return 'Paused: what is running ends, nothing new starts.';
  }
  const rate = pace.rate && (pace.rate >= 1 ? `${plural(Math.round(pace.rate), 'query', 'queries')} a second` : `one query every ${duration(1000 / pace.rate)}`);
  if (!batch.eta) {
    return `Too little is known yet to say when it ends${rate ? `; it goes at ${rate}` : ''}.`;
  }
  const { earliest, likely, latest } = batch.eta;
  return `Ends about ${clock(likely)}, between ${clock(earliest)} and ${clock(latest)}${rate ? `, at ${rate}` : ''}.`;
}

/** Says progress to screen readers: in steps of a quarter, since every change would drown out everything else. */
function Announcer({ watch }) {
  const { progress, query_amount: total } = watch.batch;
  const done = progress.success + progress.failure;
  const quarter = Math.floor(percent(done, total) / 25) * 25;
  const failed = progress.failure > 0 ? 'some failed' : 'none failed';
  const text = watch.stopped ? `The batch has ended: ${standing(watch.batch).text}.` : `${quarter}% of the queries have ended, ${failed}.`;
  return html`<p class="visually-hidden" role="status" aria-live="polite">${text}</p>`;
}
