/** How numbers, times and states are said. Everything is in the language of the texts, English, and the reader's own time. */

const NUMBERS = new Intl.NumberFormat('en');
const EXACT = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });
const TIME = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const CLOCK = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

const DAY = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short', day: 'numeric' });
const STAMP = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const RELATIVE = new Intl.RelativeTimeFormat('en');

export const number = (value) => NUMBERS.format(value);

export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

export const percent = (part, whole) => (whole === 0 ? 0 : Math.floor((100 * part) / whole));

/** A cell of a result. */
export const cell = (value) => (value == null ? '' : typeof value === 'number' ? EXACT.format(value) : String(value));

export const when = (text) => (text ? TIME.format(new Date(text)) : '–');

/** A day, with its year. */
export const day = (time) => DAY.format(new Date(time));

/** A time of day. */
export const clock = (text) => CLOCK.format(new Date(text));

/** A time to the second, with its day. */
export const stamp = (text) => STAMP.format(new Date(text));

/** A time to come, with its weekday, and its year if that is another one; by the clocks of a zone, or the reader's. */
export function moment(text, timeZone) {
  const time = new Date(text);
  const year = time.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  const shape = { weekday: 'short', year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone };
  return new Intl.DateTimeFormat('en', shape).format(time);
}

/** How far a time is from another: `in 17 hours`. */
export function relative(text, now = Date.now()) {
  let count = (Date.parse(text) - now) / 1000;
  for (const [unit, most] of [['second', 60], ['minute', 60], ['hour', 48]]) {
    if (Math.abs(Math.round(count)) < most) {
      return RELATIVE.format(Math.round(count), unit);
    }
    count /= unit === 'hour' ? 24 : most;
  }
  return RELATIVE.format(Math.round(count), 'day');
}

export function bytes(count) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let at = 0;
  for (; count >= 1000 && at < units.length - 1; at++) {
    count /= 1000;
  }
  return `${at === 0 ? count : count.toPrecision(3)} ${units[at]}`;
}

/** Milliseconds in words, with no more precision than anybody wants. */
export function duration(ms) {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  const seconds = ms / 1000;
  if (seconds < 60) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  return minutes < 60 ? `${minutes} min ${rest} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The same of seconds, as the server gives them. */
export const seconds = (count) => duration(count * 1000);

/** `2001-01-05`, `2001-01-01 – 2001-01-31`, or nothing. */
export const dates = (from, to) => (!from ? '' : from === to || !to ? from : `${from} – ${to}`);

export const accounts = (list) => (list.length <= 4 ? list.join(', ') : `${list.slice(0, 3).join(', ')} and ${list.length - 3} more`);

const OUTCOMES = {
  completed: 'Completed',
  completed_with_errors: 'Completed with errors',
  cancelled: 'Cancelled',
  timed_out: 'Timed out',
};

/** How a batch is, in two words and a tone. */
export function standing(batch) {
  if (batch.outcome) {
    const tone = { completed: 'good', completed_with_errors: 'bad', timed_out: 'bad' }[batch.outcome] ?? 'quiet';
    return { text: OUTCOMES[batch.outcome] ?? batch.outcome, tone };
  }
  if (batch.paused) {
    return { text: 'Paused', tone: 'wait' };
  }
  return { text: batch.status_code === 'QUEUED' ? 'Waiting to start' : 'Running', tone: 'busy' };
}

export const QUERY_STATES = {
  QUEUED: { text: 'Waiting', tone: 'quiet' },
  RUNNING: { text: 'Running', tone: 'busy' },
  SUCCESS: { text: 'Done', tone: 'good' },
  FAILURE: { text: 'Failed', tone: 'bad' },
};

/** Why a query waits, and what would help. */
export const WAITS = {
  batch_concurrency: 'This batch runs as many queries at once as it may. A higher query concurrency lets more run.',
  tenant_limit: 'Your tenant runs as many queries at once as it may; they go on as others end.',
  source_limit: 'The data source takes no more queries at once.',
  server_capacity: 'The server is busy with other queries; these are next in line.',
  paused: 'The batch is paused. Resume it to go on.',
  identical_query: 'Another query asks the same at this moment; its answer will serve this one too.',
  retry_backoff: 'The last attempt failed for a passing reason; it is tried again in a moment.',
};

export const CANCELS = {
  never_started: 'never started',
  killed_at_source: 'stopped at the data source',
  kill_unconfirmed: 'stopped; the data source did not confirm it',
};

export const SOURCES = { executed: 'from the data source', shared: 'shared with an equal query', cached: 'from the cache' };

export const DELIVERY_STATES = {
  QUEUED: { text: 'To be delivered', tone: 'busy' },
  SUCCESS: { text: 'Delivered', tone: 'good' },
  FAILURE: { text: 'Given up', tone: 'bad' },
};
