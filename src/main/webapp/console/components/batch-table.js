import { number, percent, plural, standing, when } from '../text.js';
import { html } from '../ui.js';
import { Badge, ProgressBar } from './progress.js';

/** Batches as a list of cards in columns, which a narrow screen stacks. Whose they are is said where there is more than one tenant. */
export function BatchTable({ batches }) {
  const several = new Set(batches.map(({ tenant }) => tenant)).size > 1;
  return html`
    <ul class="batches" aria-label="Batches">
      ${batches.map((batch) => html`<${Row} key=${batch.batch_id} batch=${batch} several=${several} />`)}
    </ul>
  `;
}

function Row({ batch, several }) {
  const { progress, query_amount: total } = batch;
  const name = batch.description || batch.batch_id;
  return html`
    <li class="card batch-row">
      <div class="batch-name">
        <a href=${`#/batches/${batch.batch_id}`}>${name}</a>
        <span class="small muted">${several && `${batch.tenant} · `}${batch.description && html`<code>${batch.batch_id}</code> · `}${when(batch.schedule_time)}</span>
      </div>
      <${Badge} ...${standing(batch)} />
      <div class="batch-progress">
        <${ProgressBar} progress=${progress} total=${total} label=${`Progress of ${name}`} />
        <span class="small muted">
          ${percent(progress.success + progress.failure, total)}% of ${plural(total, 'query', 'queries')}
          ${progress.failure > 0 && html` · <span class="tone-bad">${number(progress.failure)} failed</span>`}
        </span>
      </div>
    </li>
  `;
}
