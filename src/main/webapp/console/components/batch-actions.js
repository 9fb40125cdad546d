import { html, useRef, useState } from '../ui.js';
import { Failure } from './messages.js';

/** What can be done with a batch as it is. */
export function Actions({ api, watch }) {
  const { batch, stopped } = watch;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const dialog = useRef();
  const canRetry = stopped && batch.progress.failure > 0;
  const act = async (action) => {
    setBusy(true);
    setError(null);
    try {
      return await action();
    } catch (e) {
      setError(e);
    } finally {
      setBusy(false);
    }
  };
  const pause = (paused) => act(async () => watch.take(await api.change(batch.batch_id, { paused })));
  const cancel = () => act(async () => watch.take(await api.cancel(batch.batch_id)));
  const retry = () => act(async () => (location.hash = `/batches/${(await api.retry(batch.batch_id)).batch_id}`));
  return html`
    <div class="actions">
      ${!stopped && !batch.paused && html`<button type="button" disabled=${busy} onClick=${() => pause(true)}>Pause</button>`}
      ${!stopped && batch.paused && html`<button type="button" class="primary" disabled=${busy} onClick=${() => pause(false)}>Resume</button>`}
      ${!stopped && html`<button type="button" class="danger" disabled=${busy} onClick=${() => dialog.current.showModal()}>Cancel batch</button>`}
      ${canRetry && html`<button type="button" class="primary" disabled=${busy} onClick=${retry}>Retry the failed ones</button>`}
    </div>
    <${Confirm} dialog=${dialog} onYes=${cancel} />
    ${error && html`<${Failure} error=${error} />`}
  `;
}

function Confirm({ dialog, onYes }) {
  const close = () => dialog.current.close();
  return html`
    <dialog ref=${dialog} aria-labelledby="confirm-title">
      <h2 id="confirm-title">Cancel this batch?</h2>
      <p>Running queries are stopped at the data source, the others never start. Results that are there already stay.</p>
      <div class="actions">
        <button type="button" onClick=${close}>Let it run</button>
        <button type="button" class="danger solid" onClick=${() => (close(), onYes())}>Cancel the batch</button>
      </div>
    </dialog>
  `;
}
