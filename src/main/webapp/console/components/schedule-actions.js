import { html, useRef, useState } from '../ui.js';
import { Confirm } from './confirm.js';
import { Failure } from './messages.js';

/** What can be done with a schedule; `onEdit` is null while that is done. Buttons that are at work stay where the keyboard is: disabled ones would lose it. */
export function ScheduleActions({ api, model, onEdit }) {
  const { recurrence_id: id, paused } = model.schedule;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const [batch, setBatch] = useState(null);
  const [turned, setTurned] = useState('');
  const dialog = useRef();
  const act = async (action) => {
    if (busy) {
      return;
    }
    setBusy(true);
    setError(null);
    setBatch(null);
    setTurned('');
    await action().catch(setError);
    setBusy(false);
  };
  const run = async () => {
    setBatch((await api.runSchedule(id)).batch_id);
    await model.load();
  };
  const turn = async () => {
    model.take(await api.changeSchedule(id, { paused: !paused }));
    setTurned(paused ? 'It is on again.' : 'It is paused.');
  };
  const remove = async () => {
    await api.deleteSchedule(id);
    location.hash = '/schedules';
  };
  const button = (name, kind, onClick) => html`
    <button type="button" class=${kind} aria-disabled=${busy ? 'true' : null} onClick=${onClick}>${name}</button>
  `;
  return html`
    <div class="actions">
      ${onEdit && html`<button type="button" id="edit" onClick=${onEdit}>Edit</button>`}
      ${button('Run now', '', () => act(run))}
      ${button(paused ? 'Resume' : 'Pause', paused ? 'primary' : '', () => act(turn))}
      ${button('Delete', 'danger', () => busy || dialog.current.showModal())}
    </div>
    <${Confirm} dialog=${dialog} title="Delete this schedule?" no="Keep it" yes="Delete the schedule" onYes=${() => act(remove)}>
      <p>It is not due any more, and its runs are forgotten. The batches that it made stay.</p>
    <//>
    <div class="said" role="status" aria-live="polite">
      ${batch && html`<p class="message good">Submitted: <a href=${`#/batches/${batch}`}>${batch}</a></p>`}
      ${turned && html`<p class="visually-hidden">${turned}</p>`}
    </div>
    ${error && html`<${Failure} error=${error} />`}
  `;
}
