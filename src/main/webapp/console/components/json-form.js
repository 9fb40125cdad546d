import { html } from '../ui.js';

/** The whole batch as text: for several items, and for every parameter that the form does not have. */
export function JsonForm({ text, onChange, onBack }) {
  return html`
    <section class="card">
      <label for="json"><h2>Batch as JSON</h2></label>
      <p class="small muted" id="json-hint">Several items in <code>queries</code> are one batch. The server checks it as you write.</p>
      <textarea id="json" class="code" rows="28" spellcheck=${false} aria-describedby="json-hint" value=${text}
        onInput=${(event) => onChange(event.target.value)}></textarea>
      <button type="button" onClick=${onBack}>Back to the form, without these changes</button>
    </section>
  `;
}
