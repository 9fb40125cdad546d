import { curlOf } from '../model/draft.js';
import { number, plural } from '../text.js';
import { html, useState } from '../ui.js';
import { Failure } from './messages.js';

/** What would become of the batch, what is sent as JSON and as a command, and the button that sends it. */
export function PlanPanel({ value, asking, json, others, error, repeats, submitting, onSubmit, onEdit, onRepeat }) {
  const ready = json !== null && value?.accepted && !asking;
  const submit = ready ? `Submit ${plural(value.query_amount, 'query', 'queries')}` : 'Submit';
  return html`
    <aside class="plan" aria-labelledby="plan-title">
      <section class="card">
        <h2 id="plan-title">${repeats ? 'What each run will do' : 'What it will do'}</h2>
        <div role="status" aria-live="polite" aria-busy=${asking}>
          <${Forecast} value=${value} asking=${asking} started=${json !== null} others=${others} repeats=${repeats} />
        </div>
        ${error && html`<${Failure} error=${error} />`}
        <button type="button" class="primary wide" disabled=${!ready || submitting} onClick=${onSubmit}>${repeats ? 'Make the schedule' : submit}</button>
        ${!repeats && html`<button type="button" id="repeat" class="wide" onClick=${onRepeat}>Repeat this batch …</button>`}
      </section>
      ${json !== null && html`<${Source} json=${json} path=${repeats ? 'query/schedule' : 'query/batch'} onEdit=${onEdit} />`}
    </aside>
  `;
}

function Forecast({ value, asking, started, others, repeats }) {
  if (!started) {
    return html`<p class="muted">Choose a data source, fields and dates. The server then says what the batch would do; nothing runs before you ${repeats ? 'make the schedule' : 'submit it'}.</p>`;
  }
  if (!value) {
    return asking && html`<p class="muted">Asking the server …</p>`;
  }
  if (!value.accepted) {
    return html`
      <p class="tone-bad"><strong>${plural(value.errors.length, 'thing')} to correct first.</strong></p>
      ${others.length > 0 && html`<ul class="errors">${others.map(({ pointer, detail }) => html`<li>${pointer && html`<code>${pointer}</code> `}${detail}</li>`)}</ul>`}
    `;
  }
  return html`
    <p class="figure"><strong>${number(value.query_amount)}</strong> ${value.query_amount === 1 ? 'query' : 'queries'}</p>
    <ul class="plain muted">
      <li>${plural(value.scans, 'scan')} of the data source</li>
      ${value.cached > 0 && html`<li>${number(value.cached)} answered from the cache</li>`}
      ${value.shared > 0 && html`<li>${number(value.shared)} answered by another query of the batch</li>`}
    </ul>
  `;
}

function Source({ json, path, onEdit }) {
  const [tab, setTab] = useState('JSON');
  const [copied, setCopied] = useState(false);
  const text = tab === 'JSON' ? json : curlOf(path, json);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return html`
    <section class="card" aria-labelledby="source-title">
      <div class="view-head">
        <h2 id="source-title">The same by hand</h2>
        <div class="segments" role="group" aria-label="Show as">
          ${['JSON', 'curl'].map((name) => html`<button type="button" aria-pressed=${tab === name} onClick=${() => setTab(name)}>${name}</button>`)}
        </div>
      </div>
      <pre class="code" tabindex="0" aria-label=${tab === 'JSON' ? 'Body of the request' : 'Command'}>${text}</pre>
      <div class="actions">
        ${navigator.clipboard && html`<button type="button" onClick=${copy}>${copied ? 'Copied' : 'Copy'}</button>`}
        ${onEdit && html`<button type="button" onClick=${onEdit}>Edit the JSON</button>`}
      </div>
    </section>
  `;
}
