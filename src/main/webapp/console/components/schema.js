import { nameOf, words } from '../model/openapi.js';
import { html } from '../ui.js';
import { Phrase } from './prose.js';

/** A link to a named schema. */
export const SchemaLink = ({ reference }) => html`<a href=${`#/api/${nameOf(reference)}`}><code>${nameOf(reference)}</code></a>`;

/** What values may be: the kind, in one line. */
function Kind({ schema }) {
  if (schema.$ref) {
    return html`<${SchemaLink} reference=${schema.$ref} />`;
  }
  if (schema.type === 'array' && schema.items?.$ref) {
    return html`list of <${SchemaLink} reference=${schema.items.$ref} />`;
  }
  return html`<span class="muted">${words(schema)}</span>`;
}

const ALTERNATIVES = { oneOf: 'One of', anyOf: 'Any of', allOf: 'All of' };

/** A schema, with everything in it that has no name of its own. */
export function Schema({ schema }) {
  const required = schema.required ?? [];
  return html`
    <div class="schema">
      <p class="small"><${Kind} schema=${schema} /></p>
      ${schema.description && html`<p class="small"><${Phrase} text=${schema.description} /></p>`}
      ${schema.enum && html`<p class="small values">${schema.enum.map((value) => html`<code>${String(value)}</code> `)}</p>`}
      ${schema.pattern && html`<p class="small muted">matches <code>${schema.pattern}</code></p>`}
      ${schema.properties &&
      html`<dl class="members">
        ${Object.entries(schema.properties).map(
          ([name, member]) => html`
            <dt><code>${name}</code>${required.includes(name) && html` <span class="badge tone-quiet">always</span>`}</dt>
            <dd><${Schema} schema=${member} /></dd>
          `,
        )}
      </dl>`}
      ${schema.type === 'array' && schema.items && !schema.items.$ref && Object.keys(schema.items).length > 0 && html`<p class="small muted">Each entry:</p><${Schema} schema=${schema.items} />`}
      ${Object.entries(ALTERNATIVES).map(
        ([keyword, title]) =>
          schema[keyword] &&
          html`<p class="small muted">${title}:</p>
            <ul class="alternatives">${schema[keyword].map((alternative) => html`<li><${Schema} schema=${alternative} /></li>`)}</ul>`,
      )}
    </div>
  `;
}
