import { html } from '../ui.js';
import { Phrase, Prose } from './prose.js';
import { Schema } from './schema.js';

const TONES = { GET: 'busy', POST: 'good', PATCH: 'wait', DELETE: 'bad' };

/** One operation, closed until somebody wants to know. */
export function Operation({ operation, description, open }) {
  const { method, path, operationId, summary } = operation;
  return html`
    <details class="operation" id=${operationId} open=${open}>
      <summary>
        <span class=${`badge tone-${TONES[method]}`}>${method}</span> <code>${path}</code> <span class="muted small">${summary}</span>
      </summary>
      <${Prose} text=${operation.description} />
      <p class="small muted">${access(operation)} · <a href=${`#/api/${operationId}`}>Link to this</a></p>
      ${operation.parameters.length > 0 && html`<${Parameters} parameters=${operation.parameters} />`}
      ${operation.body && html`<h3>Body</h3><${Content} content=${operation.body.content} description=${description} />`}
      <h3>Answers</h3>
      <ul>${operation.responses.map((response) => html`<${Answer} response=${response} description=${description} />`)}</ul>
    </details>
  `;
}

function access({ needsToken, scopes }) {
  if (!needsToken) {
    return 'No token is needed';
  }
  return scopes.length > 0 ? `Needs the scope ${scopes.join(' or ')}` : 'Any valid token';
}

const Parameters = ({ parameters }) => html`
  <h3>Parameters</h3>
  <dl class="members">
    ${parameters.map(
      ({ name, in: where, required, description, schema, example }) => html`
        <dt>
          <code>${name}</code> <span class="small muted">${where}</span>
          ${required && html` <span class="badge tone-quiet">always</span>`}
        </dt>
        <dd>
          <p class="small"><${Phrase} text=${description} /></p>
          <${Schema} schema=${schema} />
          ${example !== undefined && html`<p class="small muted">such as <code>${[example].flat().join(',')}</code></p>`}
        </dd>
      `,
    )}
  </dl>
`;

const Answer = ({ response: { status, description: text, headers = {}, content }, description }) => html`
  <li>
    <details class="answer">
      <summary><span class=${`badge tone-${status < 300 ? 'good' : status < 400 ? 'quiet' : 'bad'}`}>${status}</span> <${Phrase} text=${text} /></summary>
      <dl class="members">
        ${Object.entries(headers).map(
          ([name, header]) => html`<dt><code>${name}</code> <span class="small muted">header</span></dt>
            <dd><p class="small"><${Phrase} text=${description.resolved(header).description} /></p></dd>`,
        )}
      </dl>
      ${content && html`<${Content} content=${content} description=${description} />`}
    </details>
  </li>
`;

/** What OpenAPI has no word for: parts of answers that are not JSON as a whole. */
const PARTS = [
  ['x-line-schema', 'Each line:'],
  ['x-manifest-schema', 'manifest.json:'],
];

const Content = ({ content, description }) => html`
  ${Object.entries(content).map(
    ([type, media]) => html`
      <p class="media"><code>${type}</code></p>
      ${media.schema && html`<${Schema} schema=${media.schema} />`}
      ${PARTS.map(([part, title]) => media[part] && html`<p class="small muted">${title}</p><${Schema} schema=${media[part]} />`)}
      ${Object.entries(media['x-event-schemas'] ?? {}).map(
        ([event, schema]) => html`<p class="small muted">Data of the event <code>${event}</code>:</p><${Schema} schema=${schema} />`,
      )}
      ${description.examples(media).map(([name, value]) => html`<${Example} name=${name} value=${value} />`)}
    `,
  )}
`;

const Example = ({ name, value }) => html`
  <p class="small muted">${name}</p>
  <pre tabindex="0"><code>${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</code></pre>
`;
