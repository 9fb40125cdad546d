import { DraftForm, SHOWN } from '../components/draft-form.js';
import { JsonForm } from '../components/json-form.js';
import { PlanPanel } from '../components/plan-panel.js';
import { bodyOf, emptyDraft } from '../model/draft.js';
import { Plan } from '../model/plan.js';
import { html, useEffect, useMemo, useSource, useState } from '../ui.js';

const isAskable = ({ source, fields, range, start, end }) => source && fields.length > 0 && (range !== 'custom' || (start && end));

/** Builds a batch: by a form, or as JSON for what the form does not have. */
export function BuilderView({ api, items, inputs: [source] }) {
  const [draft, setDraft] = useState(() => ({ ...emptyDraft(), source: source ?? '' }));
  const [text, setText] = useState(null);
  const plan = useSource(useMemo(() => new Plan(api), [api]));
  const [submitting, setSubmitting] = useState(false);
  const [error, setError] = useState(null);
  const json = text ?? (isAskable(draft) ? JSON.stringify(bodyOf(draft), null, 2) : null);
  useEffect(() => {
    setError(null);
    plan.ask(json);
  }, [json]);
  useEffect(() => () => plan.end(), [plan]);
  const submit = async () => {
    setSubmitting(true);
    try {
      const batch = await api.submit(json);
      items.remember(batch.batch_id, JSON.parse(json));
      location.hash = `/batches/${batch.batch_id}`;
    } catch (e) {
      setError(e);
      setSubmitting(false);
    }
  };
  return html`
    <div class="view-head"><h1>New batch</h1></div>
    <div class="builder">
      ${text === null
        ? html`<${DraftForm} api=${api} draft=${draft} plan=${plan.value} set=${(change) => setDraft((before) => ({ ...before, ...change }))} />`
        : html`<${JsonForm} text=${text} onChange=${setText} onBack=${() => setText(null)} />`}
      <${PlanPanel} plan=${plan} json=${json} shownErrors=${text === null ? SHOWN : []} submitting=${submitting} error=${error}
        onSubmit=${submit} onEdit=${text === null ? () => setText(json) : null} />
    </div>
  `;
}
