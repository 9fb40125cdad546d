import { KeyFields } from '../components/key-form.js';
import { KeyMade } from '../components/key-made.js';
import { Failure } from '../components/messages.js';
import { accessErrors, beginKey, errorsAfter, keyBody, otherKeyErrors } from '../model/new-key.js';
import { html, useEffect, useLoad, useRef, useState } from '../ui.js';
import { KeysView } from './keys.js';

/** Makes an API key, and shows it once. */
export function NewKeyView(tools) {
  const [made, setMade] = useState(null);
  if (!tools.session.administers) {
    return html`<${KeysView} ...${tools} />`;
  }
  return made ? html`<${KeyMade} made=${made} />` : html`<${Form} api=${tools.api} onMade=${setMade} />`;
}

function Form({ api, onMade }) {
  const { data: sources } = useLoad((signal) => api.sources(signal), []);
  const { draft, set, errors, refusal, busy, submit } = useNewKey(api, onMade);
  const form = useRef();
  useEffect(() => form.current.querySelector('[aria-invalid=true]')?.focus(), [refusal]);
  const others = otherKeyErrors(errors);
  return html`
    <nav class="crumbs" aria-label="Where you are"><a href="#/keys">API keys</a> / New</nav>
    <h1>New API key</h1>
    <form class="card key-form" ref=${form} aria-label="New API key" noValidate=${true} onSubmit=${submit}>
      <${KeyFields} draft=${draft} set=${set} errors=${errors} sources=${(sources ?? []).map(({ ds_id: id }) => id)} />
      ${refusal && (refusal.errors.length === 0 || others.length > 0) && html`<${Failure} error=${refusal} />`}
      <div class="actions">
        <button type="submit" class="primary" aria-disabled=${busy ? 'true' : null}>Make the key</button>
        <a class="button" href="#/keys">Cancel</a>
      </div>
    </form>
  `;
}

/** What is wrong with a field is told until it is changed. */
function useNewKey(api, onMade) {
  const [draft, setDraft] = useState(beginKey);
  const [errors, setErrors] = useState([]);
  const [refusal, setRefusal] = useState(null);
  const [busy, setBusy] = useState(false);
  const set = (change) => {
    setDraft((before) => ({ ...before, ...change }));
    setErrors((before) => errorsAfter(change, before));
  };
  const refuse = (error) => {
    setErrors(error.errors);
    setRefusal(error);
    setBusy(false);
  };
  const submit = async (event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    const own = accessErrors(draft);
    if (own.length > 0) {
      refuse({ errors: own });
      return;
    }
    setBusy(true);
    await api.createApiKey(keyBody(draft)).then(onMade, refuse);
  };
  return { draft, set, errors, refusal, busy, submit };
}
