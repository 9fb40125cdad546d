import { plural } from '../text.js';
import { html, useState } from '../ui.js';
import { Errors } from './field.js';

const MOST_SHOWN = 200;

/**
 * Chooses several of many: a list with a search, in groups; what is chosen stands above it in the order in which it was
 * chosen, for that is the order of columns and of queries.
 *
 * @param {{options: {id: string, name: string, group: string, hint?: string}[], chosen: string[]}} props
 */
export function Picker({ id, label, what, options, chosen, errors, empty, onChange }) {
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase();
  const found = options.filter(({ id: option, name, group }) => `${option} ${name} ${group}`.toLowerCase().includes(words));
  const toggle = (option) => onChange(chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
  return html`
    <fieldset class="picker" aria-describedby=${errors.length > 0 ? `${id}-errors` : null}>
      <legend>${label}</legend>
      <${Chosen} chosen=${chosen} options=${options} empty=${empty} onRemove=${toggle} />
      <${Errors} id=${`${id}-errors`} errors=${errors} />
      <div class="picker-find">
        <input type="search" id=${`${id}-find`} aria-label=${`Find ${what}`} placeholder=${`Find ${what}`} value=${text}
          onInput=${(event) => setText(event.target.value)} />
        ${words && found.length > 0 && html`<button type="button" onClick=${() => onChange([...new Set([...chosen, ...found.map((one) => one.id)])])}>
          Add all ${found.length}
        </button>`}
        ${chosen.length > 0 && html`<button type="button" onClick=${() => onChange([])}>Clear</button>`}
      </div>
      <div class="options" role="group" aria-label=${label}>
        ${found.length === 0 && html`<p class="muted small">Nothing found.</p>`}
        ${grouped(found.slice(0, MOST_SHOWN)).map(
          ([group, members]) => html`
            <p class="option-group">${group || 'Others'}</p>
            ${members.map((option) => html`<${Option} option=${option} checked=${chosen.includes(option.id)} onToggle=${toggle} />`)}
          `,
        )}
        ${found.length > MOST_SHOWN && html`<p class="small muted">And ${plural(found.length - MOST_SHOWN, 'more', 'more')}: find them by their id or name.</p>`}
      </div>
    </fieldset>
  `;
}

/** In the order in which the groups come. */
function grouped(options) {
  const groups = new Map();
  for (const option of options) {
    groups.set(option.group, [...(groups.get(option.group) ?? []), option]);
  }
  return [...groups];
}

const Option = ({ option, checked, onToggle }) => html`
  <label class="check">
    <input type="checkbox" value=${option.id} checked=${checked} onChange=${() => onToggle(option.id)} />
    <span>${option.name}${option.name !== option.id && html` <code class="small muted">${option.id}</code>`}${option.hint && html` <span class="badge tone-quiet">${option.hint}</span>`}</span>
  </label>
`;

const MOST_CHIPS = 12;

function Chosen({ chosen, options, empty, onRemove }) {
  if (chosen.length === 0) {
    return html`<p class="small muted">${empty}</p>`;
  }
  const name = (id) => options.find((option) => option.id === id)?.name ?? id;
  return html`
    <ul class="chips" aria-label="Chosen">
      ${chosen.slice(0, MOST_CHIPS).map(
        (id) => html`<li><button type="button" class="chip" title=${name(id)} onClick=${() => onRemove(id)}>${id}<span class="visually-hidden"> – remove</span><span aria-hidden="true"> ×</span></button></li>`,
      )}
      ${chosen.length > MOST_CHIPS && html`<li class="small muted">and ${chosen.length - MOST_CHIPS} more</li>`}
    </ul>
  `;
}
