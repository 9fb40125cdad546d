import uPlot from '../vendor/uplot/uplot-1.6.32.js';
import { axis, colour, compact, fromZero } from './plot.js';

const HEIGHT = 130;
const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
/** A chart of a moment would draw its only point anywhere. */
const LEAST_SECONDS = 60;

/** The newest is at the right edge, so that charts side by side have the same time. */
const range = (_, least, most) => [Math.min(least, most - LEAST_SECONDS), most];

/** Draws a line that goes on; returns what a frame around it needs. */
export function drawTrend(place, data, name, line) {
  const plot = new uPlot(
    {
      width: place.clientWidth,
      height: HEIGHT,
      // Room for half of the last time.
      padding: [8, 28, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: true, range }, y: { range: fromZero } },
      axes: [
        axis(place, { size: 26, space: 110, values: (_, ticks) => ticks.map((tick) => TIME.format(tick * 1000)) }),
        axis(place, { size: 44, space: 26, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6], values: (_, ticks) => ticks.map((tick) => compact.format(tick)) }),
      ],
      series: [{}, { label: name, width: 2, stroke: () => colour(place, line), points: { show: false } }],
    },
    data,
    place,
  );
  return {
    show: (newer) => plot.setData(newer),
    redraw: () => plot.redraw(false),
    resize: () => plot.width !== place.clientWidth && plot.setSize({ width: place.clientWidth, height: HEIGHT }),
    end: () => plot.destroy(),
  };
}
