import { runReason, runStanding } from '../model/runs.js';
import { when } from '../text.js';
import { html } from '../ui.js';
import { Badge } from './progress.js';

/** What became of the due times, newest first. */
export function ScheduleRuns({ model }) {
  const { runs, hasMore } = model;
  return html`
    <section class="card" aria-labelledby="runs-title">
      <h2 id="runs-title">Runs</h2>
      ${runs.length === 0 ? html`<p class="muted">None yet. To see now what a run gives, run it by hand.</p>` : html`<${Table} runs=${runs} />`}
      ${hasMore && html`<p><button type="button" onClick=${() => model.more()}>Show all that are kept</button></p>`}
    </section>
  `;
}

function Table({ runs }) {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Table of runs">
      <table class="runs">
        <thead>
          <tr>
            <th scope="col">Due</th>
            <th scope="col">Outcome</th>
            <th scope="col">Batch</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          ${runs.map((run) => html`<${Row} key=${`${run.run_time} ${run.batch_id}`} run=${run} />`)}
        </tbody>
      </table>
    </div>
  `;
}

function Row({ run }) {
  const { due_time: due, run_time: ran, batch_id: batch, error_info: error } = run;
  return html`
    <tr>
      <th scope="row" class="nowrap">${when(due ?? ran)}${due === null && html` <span class="small muted">by hand</span>`}</th>
      <td><${Badge} ...${runStanding(run)} /></td>
      <td>${batch ? html`<a class="nowrap" href=${`#/batches/${batch}`}><code>${batch}</code></a>` : html`<span class="muted">none</span>`}</td>
      <td class="small reason">${runReason(run)}${error && html` <code class="muted">${error.code}</code>`}</td>
    </tr>
  `;
}
