import { placeOnLanes } from '../model/lanes.js';
import { duration } from '../text.js';

const AXIS = 20;
const MOST_LANE = 14;
const LEAST_HEIGHT = 70;
const MOST_HEIGHT = 260;
const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000, 300000, 600000, 1800000];
const TONES = { SUCCESS: 'good', FAILURE: 'bad', RUNNING: 'busy' };

/** Places the queries that have started in time and on lanes. `now` is where those end that still run. */
export function layOut(queries, batch, now) {
  const bars = [];
  for (const query of queries) {
    // One that never started has an end at most; one that waits again has a start of an earlier attempt.
    if (query.start !== null && query.state !== 'QUEUED') {
      bars.push({ query, start: query.start, end: Math.max(query.start + 1, query.end ?? now) });
    }
  }
  const { lane, count } = placeOnLanes(bars);
  bars.forEach((bar, at) => (bar.lane = lane[at]));
  const from = Date.parse(batch.start_time ?? batch.schedule_time);
  const ended = batch.end_time ? Date.parse(batch.end_time) : now;
  const to = bars.reduce((latest, bar) => Math.max(latest, bar.end), ended);
  return { bars, lanes: Math.max(1, count), from, to: Math.max(from + 1, to) };
}

function measure(canvas, { lanes, from, to }) {
  const width = canvas.clientWidth;
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, lanes * MOST_LANE));
  const lane = Math.min(MOST_LANE, height / lanes);
  return { width, height, lane, x: (time) => ((time - from) / (to - from)) * width };
}

/** A colour of the theme, as the page has it at the moment: a canvas does not know variables. */
function colour(canvas, name) {
  canvas.style.color = `var(--${name})`;
  return getComputedStyle(canvas).color;
}

/** Draws all bars at once; ten thousand take a few milliseconds. */
export function draw(canvas, layout) {
  const size = measure(canvas, layout);
  const ratio = devicePixelRatio || 1;
  canvas.width = size.width * ratio;
  canvas.height = (size.height + AXIS) * ratio;
  canvas.style.height = `${size.height + AXIS}px`;
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  drawAxis(context, canvas, layout, size);
  const fills = Object.fromEntries(Object.entries(TONES).map(([state, tone]) => [state, colour(canvas, tone)]));
  const gap = size.lane > 4 ? 2 : 0;
  for (const { query, start, end, lane } of layout.bars) {
    context.fillStyle = fills[query.state];
    const x = size.x(start);
    const width = Math.max(1, size.x(end) - x - (gap ? 1 : 0));
    context.fillRect(x, lane * size.lane, width, Math.max(0.5, size.lane - gap));
  }
}

function drawAxis(context, canvas, { from, to }, size) {
  const room = Math.max(2, Math.floor(size.width / 90));
  const step = TICKS.find((tick) => (to - from) / tick <= room) ?? to - from;
  context.fillStyle = colour(canvas, 'muted');
  context.strokeStyle = colour(canvas, 'line');
  context.font = '11px system-ui, sans-serif';
  for (let time = 0; time <= to - from; time += step) {
    const x = Math.round(size.x(from + time)) + 0.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, size.height + 4);
    context.stroke();
    context.textAlign = x > size.width - 30 ? 'right' : x < 15 ? 'left' : 'center';
    context.fillText(time === 0 ? '0' : duration(time), x, size.height + 16);
  }
}

/** The query whose bar is at a point of the canvas, or null. */
export function queryAt(canvas, layout, x, y) {
  const size = measure(canvas, layout);
  const lane = Math.floor(y / size.lane);
  const hit = layout.bars.find((bar) => bar.lane === lane && size.x(bar.start) - 1 <= x && x <= size.x(bar.end) + 1);
  return hit?.query ?? null;
}
