import { metricsOf, seriesOf } from '../model/series.js';
import { readTable } from '../model/table.js';
import { cell, number, plural } from '../text.js';
import { html, useEffect, useLoad, useMemo, useRef, useState } from '../ui.js';
import { Failure, Loading } from './messages.js';

/** More would take long to read and show nothing more. */
const MOST_ROWS = 20_000;

/** One metric of a result, as lines over its dates or as bars. */
export function Chart({ api, query, format }) {
  const [metric, setMetric] = useState(null);
  const { data, error, reload } = useLoad(
    async (signal) => readTable(format, await (await api.result(query.id, { limit: MOST_ROWS }, signal)).text()),
    [query.id],
  );
  if (error) {
    return html`<${Failure} error=${error} onRetry=${reload} />`;
  }
  if (!data) {
    return html`<${Loading} what="rows" />`;
  }
  const metrics = metricsOf(data);
  if (metrics.length === 0 || data.rows.length === 0) {
    return html`<p class="muted">${data.rows.length === 0 ? 'There are no rows to draw.' : 'There is no metric to draw: ask for one among the fields.'}</p>`;
  }
  const chosen = metrics.find(({ at }) => at === metric) ?? metrics[0];
  return html`
    <p>
      <label for="metric">Metric</label>${' '}
      <select id="metric" value=${chosen.at} onChange=${(event) => setMetric(Number(event.target.value))}>
        ${metrics.map(({ at, name }) => html`<option value=${at}>${name}</option>`)}
      </select>
    </p>
    <${Plot} table=${data} metric=${chosen} />
    ${query.rows > MOST_ROWS && html`<p class="small muted">Of the first ${number(MOST_ROWS)} rows.</p>`}
  `;
}

function Plot({ table, metric }) {
  const place = useRef();
  const series = useMemo(() => seriesOf(table, metric.at), [table, metric.at]);
  useEffect(() => {
    let plot = null;
    let drawPlot = null;
    const root = document.documentElement;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    // Anew for another theme: the legend keeps the colours that it was made with.
    const redraw = () => {
      plot?.end();
      plot = drawPlot(place.current, series, metric.name);
    };
    const observer = new ResizeObserver(() => plot?.resize());
    let gone = false;
    // Most sessions draw nothing, so the library is fetched when it is needed.
    import('./plot.js').then((module) => {
      if (!gone) {
        drawPlot = module.drawPlot;
        redraw();
        observer.observe(place.current);
        root.addEventListener('themechange', redraw);
        dark.addEventListener('change', redraw);
      }
    });
    return () => {
      gone = true;
      observer.disconnect();
      root.removeEventListener('themechange', redraw);
      dark.removeEventListener('change', redraw);
      plot?.end();
    };
  }, [series]);
  const { lines, xs, left, dates } = series;
  const what = dates ? `${plural(lines.length, 'line')} over ${plural(xs.length, 'day')}` : plural(xs.length, 'bar');
  return html`
    <div class="plot" ref=${place} role="img" aria-label=${`${metric.name}: ${what}. ${summary(series)} The table has every value.`}></div>
    ${left > 0 && html`<p class="small muted">The largest ones; ${number(left)} more are not drawn.</p>`}
  `;
}

function summary({ lines }) {
  const values = lines.flatMap(({ ys }) => ys).filter((value) => value != null);
  return values.length === 0 ? '' : `From ${cell(Math.min(...values))} to ${cell(Math.max(...values))}.`;
}
