import { cronInWords } from '../model/cron.js';
import { repeatErrors } from '../model/repeat.js';
import { html, useEffect } from '../ui.js';
import { Field, SelectField, TextField } from './field.js';

const USUAL = [
  ['Every hour', '0 * * * *'],
  ['Every day', '0 6 * * *'],
  ['On weekdays', '0 6 * * MON-FRI'],
  ['Every Monday', '0 6 * * MON'],
  ['Every month', '0 6 1 * *'],
];
const MISSED = [
  ['run_once', 'One batch for all'],
  ['skip', 'Skip them'],
];
const OVERLAP = [
  ['skip', 'Leave them out'],
  ['allow', 'Allow them'],
];
const ZONES = Intl.supportedValuesOf?.('timeZone') ?? [];

/** When a batch is repeated. `errors` are those of the server about the schedule. */
export function RepeatForm({ repeat, set, errors, fixedDates, focus, onEnd }) {
  useEffect(() => {
    if (focus) {
      document.getElementById('draft-cron').focus();
    }
  }, []);
  return html`
    <section class="card" aria-labelledby="repeat-title">
      <div class="view-head">
        <h2 id="repeat-title">When it repeats</h2>
        <button type="button" onClick=${onEnd}>Submit it once instead</button>
      </div>
      ${fixedDates && html`<p class="message wait">The dates of the batch are fixed: every run would ask for the same days. Choose a range such as “Yesterday” for dates that move on.</p>`}
      <${RepeatFields} repeat=${repeat} set=${set} errors=${errors} />
    </section>
  `;
}

/** What a schedule says besides its batch. */
export function RepeatFields({ repeat, set, errors }) {
  return html`
    <${TextField} draft=${repeat} name="note" label="Description of the schedule" set=${set} errors=${repeatErrors(errors, 'description')}
      placeholder="What the schedule is called in the list" />
    <${Cron} repeat=${repeat} set=${set} errors=${repeatErrors(errors, 'cron')} />
    <div class="fields">
      <${Zone} repeat=${repeat} set=${set} errors=${repeatErrors(errors, 'timezone')} />
      <${SelectField} draft=${repeat} name="missedRuns" label="Missed runs" set=${set} options=${MISSED}
        hint="Due when no server was there." errors=${repeatErrors(errors, 'missed_runs')} />
      <${SelectField} draft=${repeat} name="overlap" label="Overlapping runs" set=${set} options=${OVERLAP}
        hint="Due before the last batch has stopped." errors=${repeatErrors(errors, 'overlap')} />
    </div>
  `;
}

function Cron({ repeat, set, errors }) {
  const words = cronInWords(repeat.cron);
  const hint = html`${words && html`<strong>${words}.</strong> `}Minute, hour, day of the month, month, day of the week.`;
  const control = (tied) => html`
    <input ...${tied} type="text" class="code" value=${repeat.cron} spellcheck=${false} autocomplete="off"
      onInput=${(event) => set({ cron: event.target.value })} />
  `;
  return html`
    <${Field} id="draft-cron" label="Cron expression" hint=${hint} errors=${errors} control=${control} />
    <ul class="chips usual" aria-label="Usual expressions">
      ${USUAL.map(([name, cron]) => html`<li><button type="button" class="chip" aria-pressed=${repeat.cron === cron} onClick=${() => set({ cron })}>${name}</button></li>`)}
    </ul>
  `;
}

function Zone({ repeat, set, errors }) {
  const control = (tied) => html`
    <input ...${tied} type="text" value=${repeat.timezone} list="zones" spellcheck=${false} autocomplete="off" placeholder="that of the server"
      onInput=${(event) => set({ timezone: event.target.value })} />
    <datalist id="zones">${ZONES.map((zone) => html`<option value=${zone}></option>`)}</datalist>
  `;
  return html`<${Field} id="draft-timezone" label="Time zone" hint="By whose clocks it is due." errors=${errors} control=${control} />`;
}
