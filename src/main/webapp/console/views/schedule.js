import { Failure, Loading, OfOthers } from '../components/messages.js';
import { Badge } from '../components/progress.js';
import { ScheduleActions } from '../components/schedule-actions.js';
import { ScheduleEdit } from '../components/schedule-edit.js';
import { DueTimes, ScheduleFacts } from '../components/schedule-facts.js';
import { ScheduleRuns } from '../components/schedule-runs.js';
import { OneSchedule } from '../model/schedule.js';
import { html, useEffect, useMemo, useSource, useState } from '../ui.js';

const EVERY_MS = 5_000;

/** One schedule: what it was told, when it is due, and what became of its runs. */
export function ScheduleView({ api, session, inputs: [id] }) {
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
  const { editing, said, begin, end } = useEditing(model);
  const { schedule, error } = model;
  if (!schedule) {
    return html`<h1>Schedule</h1>${error ? html`<${Failure} error=${error} />` : html`<${Loading} what="the schedule" />`}`;
  }
  return html`
    <nav class="crumbs" aria-label="Where you are"><a href="#/schedules">Schedules</a> / <code>${id}</code></nav>
    <div class="view-head">
      <h1>${schedule.description || 'Schedule'} <${Badge} ...${standing(schedule)} /></h1>
      ${session.changes(schedule.tenant)
        ? html`<${ScheduleActions} api=${api} model=${model} onEdit=${editing ? null : begin} />`
        : html`<${OfOthers} tenant=${schedule.tenant} />`}
    </div>
    <p class="visually-hidden" role="status">${said}</p>
    ${error && html`<${Failure} error=${error} />`}
    ${editing
      ? html`<${ScheduleEdit} api=${api} schedule=${schedule} onEnd=${end} />`
      : html`<${ScheduleFacts} schedule=${schedule} /><${DueTimes} schedule=${schedule} />`}
    <${ScheduleRuns} model=${model} />
    ${!editing && html`<${Submits} batch=${schedule.batch} />`}
  `;
}

const Submits = ({ batch }) => html`
  <details class="card">
    <summary>What it submits</summary>
    <pre class="code" tabindex="0" aria-label="The batch as JSON">${JSON.stringify(batch, null, 2)}</pre>
  </details>
`;

/** Whether the schedule is being edited. Afterwards the keyboard goes on where that began. */
function useEditing(model) {
  const [editing, setEditing] = useState(false);
  const [said, setSaid] = useState('');
  const begin = () => {
    setSaid('');
    setEditing(true);
  };
  const end = (changed) => {
    if (changed) {
      model.take(changed);
      setSaid('The change is saved.');
    }
    setEditing(false);
    setTimeout(() => document.getElementById('edit')?.focus());
  };
  return { editing, said, begin, end };
}

const standing = ({ paused }) => (paused ? { text: 'Paused', tone: 'wait' } : { text: 'On', tone: 'good' });
