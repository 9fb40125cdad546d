import { Empty, Failure, Loading } from '../components/messages.js';
import { ScheduleTable } from '../components/schedule-table.js';
import { html, useEffect, useSource } from '../ui.js';

const EVERY_MS = 10_000;

/** The tenant's schedules, looked at again every few seconds. */
export function SchedulesView({ schedules: list }) {
  useSource(list);
  useEffect(() => {
    const abort = new AbortController();
    list.load(abort.signal);
    const timer = setInterval(() => {
      if (!document.hidden && list.moves) {
        list.load(abort.signal);
      }
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [list]);
  const { schedules, error, cursor } = list;
  return html`
    <div class="view-head">
      <h1>Schedules</h1>
      <a class="button primary" href="#/schedules/new">New schedule</a>
    </div>
    ${error && html`<${Failure} error=${error} onRetry=${() => list.load()} />`}
    ${!schedules && !error && html`<${Loading} what="schedules" />`}
    ${schedules && (schedules.length > 0 ? html`<${ScheduleTable} list=${list} />` : html`<${Nothing} />`)}
    ${cursor && html`<button type="button" onClick=${() => list.more()}>Show older ones</button>`}
  `;
}

const Nothing = () => html`
  <${Empty} title="No schedules yet">
    <p>A schedule submits a batch again and again: every morning, on weekdays, on the first of the month.</p>
    <p>Build the batch, say when it repeats, and look here for what became of its runs.</p>
    <p><a class="button primary" href="#/schedules/new">Make the first one</a></p>
  <//>
`;
