import { duration, number } from '../text.js';
import { html, useEffect, useRef } from '../ui.js';

/** One number over the time that this page was watching. Newest last. */
export function Trend({ name, history, of, line }) {
  const place = useRef();
  const plot = useRef(null);
  const data = () => [history.map(({ at }) => at / 1000), history.map(of)];
  useEffect(() => {
    let trend = null;
    let gone = false;
    const root = document.documentElement;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => trend?.redraw();
    const observer = new ResizeObserver(() => trend?.resize());
    import('./trend-plot.js').then(({ drawTrend }) => {
      if (!gone) {
        trend = drawTrend(place.current, data(), name, line);
        plot.current = trend;
        observer.observe(place.current);
        root.addEventListener('themechange', redraw);
        dark.addEventListener('change', redraw);
      }
    });
    return () => {
      gone = true;
      plot.current = null;
      observer.disconnect();
      root.removeEventListener('themechange', redraw);
      dark.removeEventListener('change', redraw);
      trend?.end();
    };
  }, []);
  const newest = history.at(-1);
  useEffect(() => plot.current?.show(data()), [newest]);
  return html`
    <section class="card trend" aria-label=${name}>
      <h2>${name} <span class="trend-now">${number(of(newest))}</span></h2>
      <div class="trend-plot" ref=${place} role="img" aria-label=${summary(name, history.map(of), history)}></div>
    </section>
  `;
}

function summary(name, all, history) {
  const values = all.filter((value) => value !== null);
  const span = history.at(-1).at - history[0].at;
  const range = `from ${number(Math.min(...values))} to ${number(Math.max(...values))}`;
  return `${name}: ${number(values.at(-1))} now${span > 0 ? `, ${range} in the last ${duration(span)}` : ''}.`;
}
