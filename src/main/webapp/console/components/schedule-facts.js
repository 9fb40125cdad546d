import { cronInWords } from '../model/cron.js';
import { moment, relative, when } from '../text.js';
import { html } from '../ui.js';

const MISSED = { run_once: 'made up for by one batch', skip: 'skipped' };
const OVERLAP = { skip: 'left out while the last batch has not stopped', allow: 'submitted beside the last batch' };

/** What the schedule was told. */
export function ScheduleFacts({ schedule }) {
  const { tenant, cron, timezone, missed_runs: missed, overlap, created_time: created, changed_time: changed, last_batch_id: last } = schedule;
  const words = cronInWords(cron);
  const facts = [
    ['Tenant', tenant],
    words && ['When', words],
    ['Expression', html`<code>${cron}</code>`],
    ['Time zone', timezone],
    ['Missed runs', MISSED[missed] ?? missed],
    ['Overlapping runs', OVERLAP[overlap] ?? overlap],
    ['Made', when(created)],
    changed !== created && ['Changed', when(changed)],
    last && ['Last batch', html`<a href=${`#/batches/${last}`}>${last}</a>`],
  ].filter(Boolean);
  return html`
    <dl class="fact-row">
      ${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
  `;
}

/** The next due times, by the clocks of the reader and those of the schedule. */
export function DueTimes({ schedule: { paused, next_runs: next, timezone } }) {
  return html`
    <section class="card" aria-labelledby="due-title">
      <h2 id="due-title">Next due</h2>
      ${paused && html`<p class="muted">Paused: nothing is due, and nothing is made up for later. Resume it to go on.</p>`}
      ${!paused && next.length === 0 && html`<p class="muted">It is never due again.</p>`}
      ${next.length > 0 && html`<${Times} times=${next} zone=${timezone} />`}
    </section>
  `;
}

/** Due times, by the clocks of the reader and those of a zone. */
export const Times = ({ times, zone }) => html`
  <ol class="due-times">
    ${times.map((time) => html`<li><time datetime=${time}>${moment(time)}</time> <span class="small muted">${relative(time)}${elsewhere(time, zone)}</span></li>`)}
  </ol>
`;

/** `''` where the clocks show the same, and where the browser does not know the zone. */
function elsewhere(time, zone) {
  try {
    const here = moment(time);
    const there = moment(time, zone);
    const [day, clock] = there.split(/, (?=[^,]*$)/);
    return there === here ? '' : ` · ${here.startsWith(day) ? clock : there} in ${zone}`;
  } catch {
    return '';
  }
}
