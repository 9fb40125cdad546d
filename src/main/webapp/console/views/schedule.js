import { Failure, Loading } from '../components/messages.js';
import { Badge } from '../components/progress.js';
import { ScheduleActions } from '../components/schedule-actions.js';
import { DueTimes, ScheduleFacts } from '../components/schedule-facts.js';
import { ScheduleRuns } from '../components/schedule-runs.js';
import { OneSchedule } from '../model/schedule.js';
import { html, useEffect, useMemo, useSource } from '../ui.js';

const EVERY_MS = 5_000;

/** One schedule: what it was told, when it is due, and what became of its runs. */
export function ScheduleView({ api, inputs: [id] }) {
  const model = useSource(useMemo(() => new OneSchedule(api, id), [id]));
  useEffect(() => {
    const abort = new AbortController();
    model.load(abort.signal);
    const timer = setInterval(() => document.hidden || model.error?.status === 404 || model.load(abort.signal), EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [model]);
  const { schedule, error } = model;
  if (!schedule) {
    return html`<h1>Schedule</h1>${error ? html`<${Failure} error=${error} />` : html`<${Loading} what="the schedule" />`}`;
  }
  return html`
    <nav class="crumbs" aria-label="Where you are"><a href="#/schedules">Schedules</a> / <code>${id}</code></nav>
    <div class="view-head">
      <h1>${schedule.description || 'Schedule'} <${Badge} ...${standing(schedule)} /></h1>
      <${ScheduleActions} api=${api} model=${model} />
    </div>
    ${error && html`<${Failure} error=${error} />`}
    <${ScheduleFacts} schedule=${schedule} />
    <${DueTimes} schedule=${schedule} />
    <${ScheduleRuns} model=${model} />
    <details class="card">
      <summary>What it submits</summary>
      <pre class="code" tabindex="0" aria-label="The batch as JSON">${JSON.stringify(schedule.batch, null, 2)}</pre>
    </details>
  `;
}

const standing = ({ paused }) => (paused ? { text: 'Paused', tone: 'wait' } : { text: 'On', tone: 'good' });
