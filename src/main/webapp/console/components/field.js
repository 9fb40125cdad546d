import { html } from '../ui.js';

/** A labelled control with the errors that the server has about it. `control` is given what ties it to them. */
export function Field({ id, label, hint, errors = [], control }) {
  const described = [hint && `${id}-hint`, errors.length > 0 && `${id}-errors`].filter(Boolean).join(' ');
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control({ id, 'aria-describedby': described || null, 'aria-invalid': errors.length > 0 ? 'true' : null })}
      ${hint && html`<p id=${`${id}-hint`} class="small muted">${hint}</p>`}
      <${Errors} id=${`${id}-errors`} errors=${errors} />
    </div>
  `;
}

export function Errors({ id, errors }) {
  return errors.length > 0 && html`<ul id=${id} class="errors">${errors.map(({ detail }) => html`<li>${detail}</li>`)}</ul>`;
}

/** A text or number, bound to one member of the draft. */
export function TextField({ draft, name, set, type = 'text', ...field }) {
  const control = (tied) => html`
    <input ...${tied} type=${type} value=${draft[name]} placeholder=${field.placeholder} min=${field.min} max=${field.max}
      spellcheck=${false} autocomplete="off" onInput=${(event) => set({ [name]: event.target.value })} />
  `;
  return html`<${Field} id=${`draft-${name}`} ...${field} control=${control} />`;
}

/** One of several; `options` are pairs of value and name. */
export function SelectField({ draft, name, set, options, ...field }) {
  const control = (tied) => html`
    <select ...${tied} value=${draft[name]} onChange=${(event) => set({ [name]: event.target.value })}>
      ${options.map(([value, text]) => html`<option value=${value} selected=${value === draft[name]}>${text}</option>`)}
    </select>
  `;
  return html`<${Field} id=${`draft-${name}`} ...${field} control=${control} />`;
}

export const CheckField = ({ draft, name, set, label, hint }) => html`
  <label class="check">
    <input type="checkbox" name=${name} checked=${draft[name]} onChange=${(event) => set({ [name]: event.target.checked })} />
    <span>${label}${hint && html` <span class="small muted">${hint}</span>`}</span>
  </label>
`;
