import { Deliveries as Model, attemptReason, attemptStanding } from '../model/deliveries.js';
import { DELIVERY_STATES, duration, plural, relative, stamp } from '../text.js';
import { html, useEffect, useMemo, useSource, useState } from '../ui.js';
import { Failure, Loading } from './messages.js';
import { Badge } from './progress.js';

/** Whether its callback has been told that the batch has stopped; nothing for a batch without one. */
export function Deliveries({ api, watch, changes }) {
  const { batch, stopped } = watch;
  return batch.callback_url ? html`<${Told} api=${api} batch=${batch} stopped=${stopped} changes=${changes} />` : null;
}

/** Nothing is due before the batch has stopped, nor when nothing waits any more. */
function useDeliveries(api, id, stopped) {
  const model = useSource(useMemo(() => new Model(api, id), [id]));
  useEffect(() => {
    const abort = new AbortController();
    model.load(abort.signal);
    return () => abort.abort();
  }, [model, stopped]);
  const { waits, patience, error } = model;
  useEffect(() => {
    if (!stopped || !(waits || error)) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || model.load(), patience);
    return () => clearInterval(timer);
  }, [model, stopped, waits || error !== null, patience]);
  return model;
}

function Told({ api, batch, stopped, changes }) {
  const model = useDeliveries(api, batch.batch_id, stopped);
  const { list, error } = model;
  return html`
    <section class="card" aria-labelledby="deliveries-title">
      <div class="view-head">
        <h2 id="deliveries-title">Deliveries</h2>
        ${stopped && changes && list?.length > 0 && html`<${Again} model=${model} />`}
      </div>
      <p class="small muted">To <code class="address">${batch.callback_url}</code></p>
      ${error && html`<${Failure} error=${error} />`}
      ${!list && !error && html`<${Loading} what="deliveries" />`}
      ${list && html`<p class="visually-hidden" role="status" aria-live="polite">${said(list, stopped)}</p>`}
      ${list && html`<ul class="reasons">${list.map((one) => html`<${Delivery} key=${one.delivery_id} delivery=${one} stopped=${stopped} />`)}</ul>`}
    </section>
  `;
}

function Again({ model }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const deliver = async () => {
    if (busy || model.waits) {
      return;
    }
    setBusy(true);
    setError(null);
    await model.again().catch(setError);
    setBusy(false);
  };
  // Whoever pressed it with the keyboard stays on it, which a disabled button would not allow.
  return html`
    <button type="button" aria-disabled=${busy || model.waits ? 'true' : null} onClick=${deliver}
      title=${model.waits ? 'One is still to be made' : null}>Deliver again</button>
    ${error && html`<${Failure} error=${error} />`}
  `;
}

function said([newest], stopped) {
  if (newest?.status_code === 'QUEUED') {
    return stopped ? `Delivery: ${plural(newest.attempts.length, 'attempt')}, not received yet.` : 'Delivery: made when the batch has stopped.';
  }
  return newest ? `Delivery: ${DELIVERY_STATES[newest.status_code].text}.` : '';
}

function Delivery({ delivery, stopped }) {
  const { status_code: state, attempts, webhook_id: webhook, delivery_id: id } = delivery;
  const number = id.slice(id.lastIndexOf('_') + 1);
  return html`
    <li>
      <p>
        <${Badge} ...${stopped || state !== 'QUEUED' ? DELIVERY_STATES[state] : { text: 'Not yet', tone: 'quiet' }} /> ${news(delivery, stopped)}
      </p>
      <p class="small muted">Delivery ${number} · <code>webhook-id: ${webhook}</code></p>
      ${attempts.length > 0 && html`<${Attempts} number=${number} attempts=${attempts} />`}
    </li>
  `;
}

/** What comes next, or when it came to an end. */
function news({ status_code: state, attempts, next_attempt_time: next, end_time: end }, stopped) {
  if (state !== 'QUEUED') {
    return `${stamp(end)}, after ${plural(attempts.length, 'attempt')}.`;
  }
  if (!stopped) {
    return 'It is made when the batch has stopped.';
  }
  const due = next && Date.parse(next) > Date.now();
  return due ? `Next attempt ${relative(next)}, at ${stamp(next)}.` : 'An attempt is being made.';
}

function Attempts({ number, attempts }) {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${`Table of attempts of delivery ${number}`}>
      <table class="attempts">
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Time</th>
            <th scope="col">Status</th>
            <th scope="col" class="number">Duration</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          ${attempts.map((attempt) => html`<${Attempt} key=${attempt.attempt} attempt=${attempt} />`)}
        </tbody>
      </table>
    </div>
  `;
}

function Attempt({ attempt }) {
  const { attempt: number, start_time: start, duration_ms: took } = attempt;
  return html`
    <tr>
      <th scope="row">${number}</th>
      <td class="nowrap">${stamp(start)}</td>
      <td><${Badge} ...${attemptStanding(attempt)} /></td>
      <td class="number nowrap">${took === undefined ? '–' : duration(took)}</td>
      <td class="small">${attemptReason(attempt)}</td>
    </tr>
  `;
}
