import { groupFailures, readQuery } from '../model/query.js';
import { CANCELS, accounts, dates, plural } from '../text.js';
import { html, useEffect, useMemo, useState } from '../ui.js';

const SHOWN = 5;
const PAGE = 1000;

/** Why queries failed: the same reasons together, since a thousand failures have seldom more than three. */
export function Failures({ api, watch }) {
  const { batch, stopped, queries, version } = watch;
  const failed = batch.progress.failure;
  const known = useMemo(() => [...queries.values()].filter(({ state }) => state === 'FAILURE'), [version]);
  const [read, setRead] = useState([]);
  // Of a large batch that was opened late not every failure is known.
  const missing = stopped && known.length < failed;
  useEffect(() => {
    if (missing) {
      api.json(`query/batch/${batch.batch_id}/status?state=FAILURE&limit=${PAGE}`).then(
        ({ data }) => setRead(data.map(readQuery)),
        () => setRead([]),
      );
    }
  }, [missing]);
  const shown = read.length > known.length ? read : known;
  const groups = useMemo(() => groupFailures(shown), [shown]);
  if (failed === 0) {
    return null;
  }
  return html`
    <section class="card" aria-labelledby="failures-title">
      <h2 id="failures-title">Why ${plural(failed, 'query', 'queries')} failed</h2>
      ${shown.length < failed && html`<p class="small muted">Reasons of ${plural(shown.length, 'query', 'queries')} that are known here.</p>`}
      <ul class="reasons">
        ${groups.map((group) => html`<${Reason} batch=${batch} group=${group} />`)}
      </ul>
    </section>
  `;
}

function Reason({ batch, group }) {
  const { code, message, description, cancel, queries } = group;
  return html`
    <li>
      <p>
        <strong>${description || message}</strong>
        ${cancel && html` <span class="muted">(${CANCELS[cancel] ?? cancel})</span>`}
      </p>
      <p class="small muted"><code>${code}</code> · ${plural(queries.length, 'query', 'queries')}</p>
      <details>
        <summary>Which ones</summary>
        <ul class="plain small">
          ${queries.slice(0, SHOWN).map(
            (query) => html`<li>
              <a href=${`#/batches/${batch.batch_id}/${query.n}`}>Query ${query.n}</a> ${accounts(query.accounts)} ${dates(query.from, query.to)}
            </li>`,
          )}
          ${queries.length > SHOWN && html`<li>and ${plural(queries.length - SHOWN, 'more', 'more')}; filter the queries below by “Failed”</li>`}
        </ul>
      </details>
    </li>
  `;
}
