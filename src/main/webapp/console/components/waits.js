import { groupWaits, readQuery } from '../model/query.js';
import { WAITS, number } from '../text.js';
import { html, useEffect, useState } from '../ui.js';

const EVERY_MS = 5_000;
const SAMPLE = 50;

/** Why queries wait. It depends on other batches too and is no change of this one, so it has to be asked for. */
export function Waits({ api, watch }) {
  const { batch, stopped } = watch;
  const waiting = !stopped && batch.progress.queued > 0;
  const [groups, setGroups] = useState([]);
  useEffect(() => {
    if (!waiting) {
      return undefined;
    }
    const abort = new AbortController();
    const look = () =>
      document.hidden ||
      api
        .status(batch.batch_id, { state: 'QUEUED', limit: SAMPLE }, { signal: abort.signal })
        .then((response) => response.json())
        .then(({ data }) => setGroups(groupWaits(data.map(readQuery))))
        .catch(() => setGroups([]));
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [waiting, batch.paused]);
  if (!waiting || groups.length === 0) {
    return null;
  }
  return html`
    <section class="card" aria-labelledby="waits-title">
      <h2 id="waits-title">Why queries wait</h2>
      <ul class="reasons">
        ${groups.map(
          ({ reason, first }) => html`<li>
            <p>${WAITS[reason] ?? reason}</p>
            <p class="small muted"><code>${reason}</code>${Number.isFinite(first) && html` · the next one is number ${number(first)} in line`}</p>
          </li>`,
        )}
      </ul>
    </section>
  `;
}
