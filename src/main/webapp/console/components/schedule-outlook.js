import { number, plural } from '../text.js';
import { html } from '../ui.js';
import { Times } from './schedule-facts.js';

/** When the schedule would be due with a change, and what its next run would do; as it is while nothing is changed. */
export function ScheduleOutlook({ schedule, plan, changed, wrong, others }) {
  const value = changed ? plan.value : null;
  const times = changed ? (value?.next_runs ?? []).map(({ run_time: time }) => time) : schedule.next_runs;
  return html`
    <h2 id="outlook-title">What will happen</h2>
    <div role="status" aria-live="polite" aria-busy=${plan.asking}>
      <p class=${wrong > 0 ? 'tone-bad' : 'muted'}>${summary(value, plan.asking, changed, wrong)}</p>
      ${others.length > 0 && html`<ul class="errors">${others.map(({ pointer, detail }) => html`<li>${pointer && html`<code>${pointer}</code> `}${detail}</li>`)}</ul>`}
      ${value?.accepted && html`<${NextBatch} plan=${value} />`}
    </div>
    ${times.length > 0 && html`<h3>Next due</h3><${Times} times=${times} zone=${value?.timezone ?? schedule.timezone} />`}
    ${(value ?? schedule).paused && html`<p class="small muted">Paused: nothing is due before it is resumed.</p>`}
  `;
}

function summary(value, asking, changed, wrong) {
  if (wrong > 0) {
    return html`<strong>${plural(wrong, 'thing')} to correct first.</strong>`;
  }
  if (!changed) {
    return 'Nothing is changed yet.';
  }
  return value || !asking ? 'Nothing is stored before you save it.' : 'Asking the server …';
}

function NextBatch({ plan: { items, batch } }) {
  if (!batch.accepted) {
    return html`
      <p class="message bad">As the batch is now, its next run would be refused.</p>
      <ul class="errors">${batch.errors.map(({ pointer, detail }) => html`<li><code>${pointer}</code> ${detail}</li>`)}</ul>
    `;
  }
  return html`
    <p class="figure"><strong>${number(batch.query_amount)}</strong> ${batch.query_amount === 1 ? 'query' : 'queries'} at the next run</p>
    <p class="muted">${plural(items, 'item')}, ${plural(batch.scans, 'scan')} of data sources</p>
  `;
}
