import { Failure, Loading } from '../components/messages.js';
import { Operation } from '../components/operation.js';
import { Phrase, Prose } from '../components/prose.js';
import { Schema } from '../components/schema.js';
import { Description } from '../model/openapi.js';
import { html, useEffect, useLoad, useMemo, useState } from '../ui.js';

/** The API, from the server's own description of it; `chosen` is what somebody was led to. */
export function ApiView({ api, inputs: [chosen] }) {
  const { data, error, reload } = useLoad(() => api.description(), []);
  const description = useMemo(() => data && new Description(data), [data]);
  const [text, setText] = useState('');
  useEffect(() => {
    if (description && chosen) {
      document.getElementById(chosen)?.scrollIntoView();
    }
  }, [description, chosen]);
  return html`
    <div class="view-head">
      <h1>API</h1>
      <p class="small"><a href="openapi?format=YAML">OpenAPI as YAML</a> · <a href="openapi?format=JSON">as JSON</a></p>
    </div>
    ${error && html`<${Failure} error=${error} onRetry=${reload} />`}
    ${!data && !error && html`<${Loading} what="the description" />`}
    ${description &&
    html`
      <details class="card"><summary>What holds for all of it</summary><${Prose} text=${description.info.description} /></details>
      <p>
        <label class="visually-hidden" for="find">Find an operation</label>
        <input id="find" type="search" placeholder="Find an operation" value=${text} onInput=${(event) => setText(event.target.value)} />
      </p>
      ${description.tags.map((tag) => html`<${Tag} key=${tag.name} tag=${tag} description=${description} text=${text} chosen=${chosen} />`)}
      <${Schemas} schemas=${description.schemas} chosen=${chosen} />
    `}
  `;
}

function Tag({ tag: { name, description: about, operations }, description, text, chosen }) {
  const wanted = text.trim().toLowerCase();
  const found = operations.filter((one) => `${one.method} ${one.path} ${one.summary} ${one.operationId}`.toLowerCase().includes(wanted));
  const id = `tag-${name.toLowerCase().replaceAll(' ', '-')}`;
  return (
    found.length > 0 &&
    html`<section class="card" aria-labelledby=${id}>
      <h2 id=${id}>${name}</h2>
      <p class="muted small"><${Phrase} text=${about} /></p>
      ${found.map(
        (operation) =>
          html`<${Operation} key=${operation.operationId} operation=${operation} description=${description} open=${operation.operationId === chosen} />`,
      )}
    </section>`
  );
}

const Schemas = ({ schemas, chosen }) => html`
  <section class="card" aria-labelledby="schemas-title">
    <h2 id="schemas-title">Schemas</h2>
    ${schemas.map(
      ([name, schema]) => html`<details class="operation" id=${name} key=${name} open=${name === chosen}>
        <summary><code>${name}</code></summary>
        <${Schema} schema=${schema} />
      </details>`,
    )}
  </section>
`;
