import { html } from '../ui.js';

/** Asks before something that cannot be taken back; the way out comes first. */
export function Confirm({ dialog, title, no, yes, onYes, children }) {
  const close = () => dialog.current.close();
  return html`
    <dialog ref=${dialog} aria-labelledby="confirm-title">
      <h2 id="confirm-title">${title}</h2>
      ${children}
      <div class="actions">
        <button type="button" onClick=${close}>${no}</button>
        <button type="button" class="danger solid" onClick=${() => (close(), onYes())}>${yes}</button>
      </div>
    </dialog>
  `;
}
