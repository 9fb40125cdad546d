import { FORMATS } from '../model/table.js';
import { html, useState } from '../ui.js';
import { Failure } from './messages.js';

/** Saves an answer as a file. The token goes with the request, so a plain link would not do. */
async function save(response, name) {
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next turn at the latest.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * The result as a file: as it is stored, and in the other formats where it is known what the query asks, so that it can be
 * asked again.
 */
export function Downloads({ api, query, stored, spec }) {
  const [busy, setBusy] = useState(null);
  const [error, setError] = useState(null);
  const download = async (format) => {
    setBusy(format.id);
    setError(null);
    try {
      const response = format === stored ? await api.result(query.id) : await api.ask(spec, format.id);
      await save(response, `${query.id}.${format.extension}`);
    } catch (e) {
      setError(e);
    } finally {
      setBusy(null);
    }
  };
  const button = (format) => html`
    <button type="button" disabled=${busy !== null} aria-busy=${busy === format.id} onClick=${() => download(format)}>${format.name}</button>
  `;
  return html`
    <section class="card" aria-labelledby="download-title">
      <h2 id="download-title">Download</h2>
      <div class="actions">${button(stored)} <span class="small muted">as it is stored</span></div>
      ${spec
        ? html`<p class="small muted">In another format the query is asked again:</p>
            <div class="actions">${FORMATS.filter((format) => format !== stored).map(button)}</div>`
        : html`<p class="small muted">
            Other formats: submit the batch with another output format. (For a batch that you submit in this session the console can ask a query again.)
          </p>`}
      ${error && html`<${Failure} error=${error} />`}
    </section>
  `;
}
