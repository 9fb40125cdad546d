import { when } from '../text.js';
import { html } from '../ui.js';

const split = ({ split_accounts_policy: accounts, split_dates_policy: days }) =>
  [accounts === 'all' && 'account', days === 'day' && 'day'].filter(Boolean).join(' and ') || 'not split';

/** What the batch was told, and when what happened to it. */
export function BatchFacts({ batch }) {
  const cap =
    batch.effective_concurrency < batch.query_concurrency
      ? `${batch.effective_concurrency} (${batch.query_concurrency} asked for)`
      : batch.query_concurrency;
  const facts = [
    ['Tenant', batch.tenant],
    ['Submitted', when(batch.schedule_time)],
    ['Started', when(batch.start_time)],
    ['Ended', when(batch.end_time)],
    batch.cancel_time && ['Cancelled', when(batch.cancel_time)],
    batch.expires_time && ['Results kept until', when(batch.expires_time)],
    batch.results_deleted_time && ['Results deleted', when(batch.results_deleted_time)],
    ['Split by', split(batch)],
    ['At once', cap],
    ['Format', batch.query_output_format],
    ['Time limit', `${batch.timeout_minutes} min`],
    batch.retry_of && ['Retries', html`<a href=${`#/batches/${batch.retry_of}`}>${batch.retry_of}</a>`],
    batch.recurrence_id && ['Made by', html`<a href=${`#/schedules/${batch.recurrence_id}`}>its schedule</a>`],
  ].filter(Boolean);
  return html`
    <dl class="fact-row">
      ${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
  `;
}
