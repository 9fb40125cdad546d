import { cronInWords } from '../model/cron.js';
import { runStanding } from '../model/runs.js';
import { moment, relative, when } from '../text.js';
import { html } from '../ui.js';
import { Badge } from './progress.js';

/** Schedules as a list of cards in columns, which a narrow screen stacks. Whose they are is said where there is more than one tenant. */
export function ScheduleTable({ list }) {
  const several = new Set(list.schedules.map(({ tenant }) => tenant)).size > 1;
  return html`
    <ul class="schedules" aria-label="Schedules">
      ${list.schedules.map((one) => html`<${Row} key=${one.recurrence_id} schedule=${one} run=${list.lastRun(one)} several=${several} />`)}
    </ul>
  `;
}

function Row({ schedule, run, several }) {
  const { recurrence_id: id, tenant, description, cron, timezone } = schedule;
  const words = cronInWords(cron);
  return html`
    <li class="card schedule-row">
      <div class="batch-name">
        <a href=${`#/schedules/${id}`}>${description || id}</a>
        <span class="small muted">${several && `${tenant} · `}${description && html`<code>${id}</code>`}</span>
      </div>
      <dl class="schedule-facts">
        <div>
          <dt>When</dt>
          <dd>${words ?? html`<code>${cron}</code>`}<span class="small muted">${words && html`<code>${cron}</code> · `}${timezone}</span></dd>
        </div>
        <div>
          <dt>Next due</dt>
          <dd><${NextDue} schedule=${schedule} /></dd>
        </div>
        <div>
          <dt>Last outcome</dt>
          <dd><${LastRun} run=${run} /></dd>
        </div>
      </dl>
    </li>
  `;
}

function NextDue({ schedule: { paused, next_run_time: next } }) {
  if (paused) {
    return html`<${Badge} tone="wait" text="Paused" />`;
  }
  return next ? html`${moment(next)}<span class="small muted">${relative(next)}</span>` : 'never';
}

function LastRun({ run }) {
  if (!run) {
    return html`<span class="muted">${run === null ? 'No run yet' : '…'}</span>`;
  }
  return html`<${Badge} ...${runStanding(run)} /><span class="small muted">${when(run.run_time)}${run.due_time === null && ', by hand'}</span>`;
}
