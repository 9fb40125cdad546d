import { html, useRef, useState } from '../ui.js';
import { Confirm } from './confirm.js';
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
    <${Confirm} dialog=${dialog} title="Cancel this batch?" no="Let it run" yes="Cancel the batch" onYes=${cancel}>
      <p>Running queries are stopped at the data source, the others never start. Results that are there already stay.</p>
    <//>
    ${error && html`<${Failure} error=${error} />`}
  `;
}
