const MOST_LINES = 12;
const MOST_BARS = 60;

const seconds = (day) => Date.parse(`${day}T00:00:00Z`) / 1000;

/** What can be drawn of a table: the metrics to choose from, or none. */
export const metricsOf = ({ columns }) => columns.map((column, at) => ({ ...column, at })).filter(({ metric }) => metric);

/**
 * One metric of a table as lines over its dates, one for each combination of its other dimensions; without dates one bar for
 * each combination. Of too many only the largest are drawn; `left` says how many are not.
 *
 * @returns {{dates: boolean, xs: any[], lines: {name: string, ys: (number|null)[]}[], left: number}}
 */
export function seriesOf({ columns, rows }, metric) {
  const date = columns.findIndex((column) => column.date);
  const others = columns.map((_, at) => at).filter((at) => at !== date && !columns[at].metric);
  const category = (row) => others.map((at) => row[at] ?? '–').join(' · ');
  return date < 0 ? bars(rows, metric, category) : lines(rows, metric, category, date, columns[metric].name);
}

function bars(rows, metric, category) {
  const sorted = rows
    .filter((row) => row[metric] != null)
    .map((row) => [category(row), row[metric]])
    .sort((a, b) => b[1] - a[1]);
  const shown = sorted.slice(0, MOST_BARS);
  return {
    dates: false,
    xs: shown.map(([name]) => name),
    lines: [{ name: '', ys: shown.map(([, value]) => value) }],
    left: sorted.length - shown.length,
  };
}

function lines(rows, metric, category, date, name) {
  const days = [...new Set(rows.map((row) => row[date]))].filter(Boolean).sort();
  const place = new Map(days.map((day, at) => [day, at]));
  const found = new Map();
  for (const row of rows) {
    const key = category(row);
    if (!found.has(key)) {
      found.set(key, { name: key || name, ys: new Array(days.length).fill(null), total: 0 });
    }
    const line = found.get(key);
    line.ys[place.get(row[date])] = row[metric];
    line.total += Math.abs(row[metric] ?? 0);
  }
  const sorted = [...found.values()].sort((a, b) => b.total - a.total);
  return { dates: true, xs: days.map(seconds), lines: sorted.slice(0, MOST_LINES), left: Math.max(0, sorted.length - MOST_LINES) };
}
