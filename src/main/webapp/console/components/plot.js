import { cell } from '../text.js';
import uPlot from '../vendor/uplot/uplot-1.6.32.js';

const HEIGHT = 320;
const LINES = 12;
const MOST_NAMES = 12;

const DAY = new Intl.DateTimeFormat('en', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
export const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 2 });

/** A colour of the theme as the page has it now: uPlot draws on a canvas, which knows no variables. */
export function colour(place, name) {
  place.style.color = `var(--${name})`;
  const found = getComputedStyle(place).color;
  place.style.color = '';
  return found;
}

export const axis = (place, more) => ({
  stroke: () => colour(place, 'muted'),
  grid: { stroke: () => colour(place, 'line'), width: 1 },
  ticks: { stroke: () => colour(place, 'line'), width: 1 },
  ...more,
});

function barAxis(place, xs) {
  const every = Math.ceil(xs.length / MOST_NAMES);
  return axis(place, {
    splits: () => xs.map((_, at) => at).filter((at) => at % every === 0),
    values: (_, splits) => splits.map((at) => xs[at] ?? ''),
    rotate: -45,
    size: 80,
  });
}

function optionsOf(place, { dates, xs, lines }, metric) {
  const line = ({ name }, at) => ({
    label: name || metric,
    stroke: () => colour(place, `line-${(at % LINES) + 1}`),
    fill: dates ? undefined : () => colour(place, 'line-1'),
    width: 2,
    paths: dates ? undefined : uPlot.paths.bars({ size: [0.7, 60] }),
    points: { show: dates && xs.length <= 40 },
    value: (_, value) => cell(value),
    spanGaps: false,
  });
  const day = (_, ticks) => ticks.map((seconds) => DAY.format(seconds * 1000));
  return {
    width: place.clientWidth,
    height: HEIGHT,
    // Room for half of the last day.
    padding: [null, 40, null, null],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    scales: { x: { time: dates, range: dates ? undefined : [-0.5, xs.length - 0.5] }, y: { range: dates ? undefined : fromZero } },
    axes: [dates ? axis(place, { values: day, space: 100 }) : barAxis(place, xs), axis(place, { size: 60, values: (_, ticks) => ticks.map((tick) => compact.format(tick)) })],
    series: [{ label: dates ? 'Date' : 'Category', value: dates ? '{YYYY}-{MM}-{DD}' : (_, at) => xs[at] ?? '–' }, ...lines.map(line)],
    legend: { live: true },
  };
}

/** Bars tell by their length, which lies if it does not begin at zero. */
export const fromZero = (_, least, most) => [Math.min(0, least), Math.max(0, most) * 1.05 || 1];

/** Draws series into an element; returns what a frame around it needs. */
export function drawPlot(place, series, metric) {
  const { dates, xs, lines } = series;
  const data = [dates ? xs : xs.map((_, at) => at), ...lines.map(({ ys }) => ys)];
  const plot = new uPlot(optionsOf(place, series, metric), data, place);
  return {
    resize: () => plot.width !== place.clientWidth && plot.setSize({ width: place.clientWidth, height: HEIGHT }),
    end: () => plot.destroy(),
  };
}
