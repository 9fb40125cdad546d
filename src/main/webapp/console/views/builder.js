import { DraftForm, SHOWN } from '../components/draft-form.js';
import { JsonForm } from '../components/json-form.js';
import { PlanPanel } from '../components/plan-panel.js';
import { RepeatForm } from '../components/repeat-form.js';
import { bodyOf, emptyDraft } from '../model/draft.js';
import { Plan, otherErrors } from '../model/plan.js';
import { batchErrors, beginRepeat, otherRepeatErrors, scheduleJson } from '../model/repeat.js';
import { html, useEffect, useMemo, useSource, useState } from '../ui.js';

const isAskable = ({ source, fields, range, start, end }) => source && fields.length > 0 && (range !== 'custom' || (start && end));

/** Builds a batch: by a form, or as JSON for what the form does not have; to be submitted once, or again and again. */
export function BuilderView({ api, items, inputs: [source], repeats = false }) {
  const [draft, setDraft] = useState(() => ({ ...emptyDraft(), source: source ?? '' }));
  const [text, setText] = useState(null);
  const [repeat, setRepeat] = useState(() => (repeats ? beginRepeat('') : null));
  const plan = useSource(useMemo(() => new Plan((body) => api.submit(body, { dryRun: true })), [api]));
  const json = text ?? (isAskable(draft) ? JSON.stringify(bodyOf(draft), null, 2) : null);
  // What is sent: the batch alone, or within its schedule.
  const body = (repeat && json && scheduleJson(repeat, json)) || json;
  useEffect(() => plan.ask(json), [json]);
  useEffect(() => () => plan.end(), [plan]);
  const { submitting, error, submit } = useSubmit(body, () => (repeat ? makeSchedule(api, body) : makeBatch(api, items, body)));
  // The batch has been looked at while it was built, the schedule is when it is made.
  const found = (repeat && error?.errors) || [];
  const refused = found.length > 0;
  const shown = text === null ? SHOWN : [];
  const form = html`<${DraftForm} api=${api} draft=${draft} plan=${refused ? { errors: batchErrors(found) } : plan.value}
    set=${(change) => setDraft((before) => ({ ...before, ...change }))} />`;
  return html`
    <div class="view-head"><h1>${repeat ? 'New schedule' : 'New batch'}</h1></div>
    <div class="builder">
      <div>
        ${text === null ? form : html`<${JsonForm} text=${text} onChange=${setText} onBack=${() => setText(null)} />`}
        ${repeat && html`<${RepeatForm} repeat=${repeat} errors=${found} focus=${!repeats} fixedDates=${text === null && draft.source && draft.range === 'custom'}
          set=${(change) => setRepeat((before) => ({ ...before, ...change }))} onEnd=${() => (setRepeat(null), goBack())} />`}
      </div>
      <${PlanPanel} value=${refused ? { accepted: false, errors: found } : plan.value} asking=${plan.asking} json=${body}
        others=${refused ? otherRepeatErrors(found, shown) : otherErrors(plan.value, shown)} error=${plan.error ?? (refused ? null : error)}
        repeats=${repeat !== null} submitting=${submitting} onSubmit=${submit} onEdit=${text === null ? () => setText(json) : null}
        onRepeat=${() => setRepeat(beginRepeat(draft.description))} />
    </div>
  `;
}

/** The keyboard goes on where the repeating began. */
const goBack = () => setTimeout(() => document.getElementById('repeat').focus());

/** Sends it, and goes to what became of it; an error is shown until something else would be sent. */
function useSubmit(body, send) {
  const [submitting, setSubmitting] = useState(false);
  const [error, setError] = useState(null);
  useEffect(() => setError(null), [body]);
  const submit = async () => {
    setSubmitting(true);
    try {
      location.hash = await send();
    } catch (e) {
      setError(e);
      setSubmitting(false);
    }
  };
  return { submitting, error, submit };
}

async function makeBatch(api, items, body) {
  const batch = await api.submit(body);
  items.remember(batch.batch_id, JSON.parse(body));
  return `/batches/${batch.batch_id}`;
}

async function makeSchedule(api, body) {
  const schedule = await api.createSchedule(body);
  return `/schedules/${schedule.recurrence_id}`;
}
