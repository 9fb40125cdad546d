import { batchTextErrors, beginChange, changeOf } from '../model/change.js';
import { Plan } from '../model/plan.js';
import { otherRepeatErrors } from '../model/repeat.js';
import { html, useEffect, useMemo, useRef, useSource, useState } from '../ui.js';
import { Field } from './field.js';
import { Failure } from './messages.js';
import { RepeatFields } from './repeat-form.js';
import { ScheduleOutlook } from './schedule-outlook.js';

/** Changes a schedule. While it is written the server is asked what would become of it; `onEnd` gets what it is then, or nothing. */
export function ScheduleEdit({ api, schedule: current, onEnd }) {
  const [schedule] = useState(current);
  const [draft, setDraft] = useState(() => beginChange(schedule));
  const set = (change) => setDraft((before) => ({ ...before, ...change }));
  const form = useRef();
  const { json, errors: unreadable } = changeOf(draft, schedule);
  const plan = useSource(useMemo(() => new Plan((body) => api.changeSchedule(schedule.recurrence_id, body, { dryRun: true })), [api]));
  const { saving, refusal, save } = useSave(json, () => api.changeSchedule(schedule.recurrence_id, json), onEnd);
  useEffect(() => plan.ask(json), [json]);
  useEffect(() => () => plan.end(), [plan]);
  useEffect(() => document.getElementById('draft-cron').focus(), []);
  const errors = [unreadable, refusal?.errors ?? [], plan.value?.errors ?? []].find((some) => some.length > 0) ?? [];
  // What is still being asked about may be right by now; and the server looks at it again.
  const ready = json !== null && !saving && (errors.length === 0 || plan.asking);
  const submit = (event) => {
    event.preventDefault();
    if (ready) {
      save();
    } else {
      form.current.querySelector('[aria-invalid=true]')?.focus();
    }
  };
  return html`
    <form class="builder" ref=${form} aria-label="Edit the schedule" onSubmit=${submit}>
      <div>
        <section class="card" aria-labelledby="repeat-title">
          <h2 id="repeat-title">When it repeats</h2>
          <${RepeatFields} repeat=${draft} set=${set} errors=${errors} />
        </section>
        <${BatchText} draft=${draft} set=${set} errors=${batchTextErrors(errors)} callback=${Boolean(schedule.batch.callback_url)} />
      </div>
      <aside class="plan" aria-labelledby="outlook-title">
        <section class="card">
          <${ScheduleOutlook} schedule=${current} plan=${plan} changed=${json !== null} wrong=${errors.length} others=${otherRepeatErrors(errors.filter(isElsewhere), [])} />
          ${(plan.error ?? (refusal?.errors.length === 0 ? refusal : null)) && html`<${Failure} error=${plan.error ?? refusal} />`}
          <button type="submit" class="primary wide" aria-disabled=${ready ? null : 'true'}>Save the change</button>
          <button type="button" class="wide" onClick=${() => onEnd()}>Leave it as it is</button>
        </section>
      </aside>
    </form>
  `;
}

const isElsewhere = ({ pointer = '' }) => !/^\/batch(\/|$)/.test(pointer);

/** Sends the change; what it was refused for is told until something else would be sent. */
function useSave(json, send, onEnd) {
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState(null);
  useEffect(() => setRefusal(null), [json]);
  const save = async () => {
    setSaving(true);
    try {
      onEnd(await send());
    } catch (error) {
      setRefusal(error);
      setSaving(false);
    }
  };
  return { saving, refusal, save };
}

function BatchText({ draft, set, errors, callback }) {
  const hint = html`
    Whoever changes it becomes the owner: from then on its runs have the rights of your token.
    ${callback && html` Its callback secret is not shown: say <code>callback_secret</code> again.`}
  `;
  const control = (tied) => html`
    <textarea ...${tied} class="code" rows="14" spellcheck=${false} autocomplete="off" value=${draft.batch}
      onInput=${(event) => set({ batch: event.target.value })}></textarea>
  `;
  return html`
    <section class="card" aria-labelledby="submits-title">
      <h2 id="submits-title">What it submits</h2>
      <${Field} id="draft-batch" label="Batch as JSON" hint=${hint} errors=${errors} control=${control} />
    </section>
  `;
}
