import { QUERY_STATES, accounts, dates, duration, number, plural } from '../text.js';
import { html, useEffect, useRef, useState } from '../ui.js';
import { draw, layOut, queryAt } from './timeline-canvas.js';

const TICK_MS = 1_000;

/** When which query ran: a bar for each, on as many lanes as ran at once. The table below says the same in words. */
export function Timeline({ watch }) {
  const canvas = useRef();
  const layout = useRef(null);
  const [hover, setHover] = useState(null);
  const { batch, queries, version, stopped } = watch;
  const paint = () => {
    layout.current = layOut(queries.values(), batch, Date.now());
    draw(canvas.current, layout.current);
  };
  useEffect(paint, [version, stopped]);
  useEffect(() => {
    const observer = new ResizeObserver(paint);
    observer.observe(canvas.current);
    const root = document.documentElement;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    root.addEventListener('themechange', paint);
    dark.addEventListener('change', paint);
    const timer = stopped ? null : setInterval(paint, TICK_MS);
    return () => {
      observer.disconnect();
      root.removeEventListener('themechange', paint);
      dark.removeEventListener('change', paint);
      clearInterval(timer);
    };
  }, [stopped]);
  const point = (event) => setHover(queryAt(canvas.current, layout.current, event.offsetX, event.offsetY));
  const known = [...queries.values()].filter(({ state }) => state !== 'QUEUED');
  const started = known.filter(({ start }) => start !== null).length;
  return html`
    <section class="card" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline</h2>
      <canvas class="timeline" ref=${canvas} role="img" onMouseMove=${point} onMouseLeave=${() => setHover(null)}
        onClick=${() => hover && (location.hash = `/batches/${batch.batch_id}/${hover.n}`)}
        aria-label=${`Timeline of ${plural(started, 'query', 'queries')}; the table of queries has the same in words`}></canvas>
      <p class="small muted timeline-note">${hover ? describe(hover) : note(started, known.length, batch)}</p>
    </section>
  `;
}

/** Of a large batch that was opened late, or has just been cancelled, not every query is known here. */
function note(started, known, { query_amount: total, progress }) {
  const moved = total - progress.queued;
  if (moved === 0) {
    return 'No query has started yet.';
  }
  const part = known < moved ? `${number(known)} of ${plural(moved, 'query', 'queries')} that have left the line are known here. ` : '';
  return started === 0 ? `${part}No query has started.` : `${part}Point at a bar to see its query, click it for the result.`;
}

function describe({ n, state, start, end, accounts: list, from, to, attempt }) {
  const ran = end ? ` in ${duration(end - start)}` : '';
  const again = attempt > 1 ? `, attempt ${attempt}` : '';
  return `Query ${n}: ${accounts(list)} ${dates(from, to)} – ${QUERY_STATES[state].text}${ran}${again}`;
}
