/**
 * A cron expression in words, where they say exactly what it means: five fields as docs/schedules.md of the server has them.
 * Of all others the words are null, and the expression has to speak for itself.
 */
const ANY = '*';
/** The week begins on Monday; 0 is Sunday too. */
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const PLACES = { '#1': 'first', '#2': 'second', '#3': 'third', '#4': 'fourth', '#5': 'fifth', L: 'last' };
/** More times a day than that are no words any more. */
const MOST_TIMES = 6;

const pad = (value) => String(value).padStart(2, '0');
const clock = (hour, minute) => `${pad(hour)}:${pad(minute)}`;
const and = (words) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);
const every = (count, unit) => (count === 1 ? `every ${unit}` : `every ${count} ${unit}s`);

/** A number, or the first letters of a name, within bounds; else NaN. */
function valueOf(text, low, high, names = []) {
  const named = names.findIndex((name) => name && name.slice(0, 3).toUpperCase() === text);
  const value = named >= 0 ? named : /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= low && value <= high ? value : NaN;
}

/** `15,1` as `[1, 15]`; null if the field is anything else. */
function listOf(field, ...bounds) {
  const values = field.split(',').map((text) => valueOf(text, ...bounds));
  return values.some(Number.isNaN) ? null : [...new Set(values)].sort((one, other) => one - other);
}

/** `9-17` as `[9, 17]`; null if the field is anything else. */
function rangeOf(field, ...bounds) {
  const ends = field.split('-').map((text) => valueOf(text, ...bounds));
  return ends.length === 2 && ends[0] < ends[1] ? ends : null;
}

/** Of every so many, how many, if they divide the whole: else the last pause is shorter than the others. */
function stepOf(field, whole) {
  const step = field === ANY ? 1 : Number(/^\*\/(\d{1,2})$/.exec(field)?.[1]);
  return whole % step === 0 ? step : null;
}

/** When within a day; `often`: it does not name its times. */
function timesOf(minute, hour) {
  const minutes = listOf(minute, 0, 59);
  const hours = listOf(hour, 0, 23);
  if (minutes && hours) {
    const times = hours.flatMap((h) => minutes.map((m) => clock(h, m)));
    return times.length <= MOST_TIMES ? { often: false, text: and(times) } : null;
  }
  const text = minutes?.length === 1 ? hourly(minutes[0], hour) : minutely(stepOf(minute, 60), hour);
  return text && { often: true, text };
}

function hourly(minute, hour) {
  const range = rangeOf(hour, 0, 23);
  const step = stepOf(hour, 24);
  if (range) {
    return `every hour from ${clock(range[0], minute)} to ${clock(range[1], minute)}`;
  }
  return step && `${every(step, 'hour')}, at minute ${minute}`;
}

function minutely(step, hour) {
  const range = rangeOf(hour, 0, 23);
  if (!step || (hour !== ANY && !range)) {
    return null;
  }
  return every(step, 'minute') + (range ? ` from ${clock(range[0], 0)} to ${clock(range[1], 60 - step)}` : '');
}

function weekdaysOf(field) {
  const [, name, place] = /^(\w{1,3})(#[1-5]|L)$/.exec(field) ?? [];
  const day = name && DAYS[valueOf(name, 0, 7, DAYS)];
  if (day) {
    return `on the ${PLACES[place]} ${day} of the month`;
  }
  // Which end Sunday is at, programs do not agree about.
  const range = rangeOf(field, 1, 6, DAYS);
  if (range) {
    return `from ${DAYS[range[0]]} to ${DAYS[range[1]]}`;
  }
  const list = listOf(field, 0, 7, DAYS);
  return list && `on ${and([...new Set(list.map((value) => value || 7))].sort().map((value) => DAYS[value]))}`;
}

function monthDaysOf(field) {
  const list = listOf(field, 1, 31);
  const range = rangeOf(field, 1, 31);
  if (field === 'L') {
    return 'on the last day of the month';
  }
  if (range) {
    return `on days ${range[0]} to ${range[1]} of the month`;
  }
  if (list?.length === 1) {
    return list[0] > 28 ? `on day ${list[0]} of months that have one` : `on day ${list[0]} of the month`;
  }
  return list && `on days ${and(list)} of the month`;
}

/** `''` for every day; null if there are no words. */
function daysOf(monthDay, weekday) {
  if (monthDay !== ANY && weekday !== ANY) {
    return null;
  }
  return weekday !== ANY ? weekdaysOf(weekday) : monthDay !== ANY ? monthDaysOf(monthDay) : '';
}

/** `''` for all months; null if there are no words. */
function monthsOf(field) {
  const list = listOf(field, 1, 12, MONTHS);
  const range = rangeOf(field, 1, 12, MONTHS);
  if (field === ANY) {
    return '';
  }
  return range ? `, from ${MONTHS[range[0]]} to ${MONTHS[range[1]]}` : list && `, in ${and(list.map((value) => MONTHS[value]))}`;
}

/** @returns {string|null} such as `Every day at 06:00` */
export function cronInWords(expression) {
  const fields = expression.trim().toUpperCase().split(/\s+/);
  if (fields.length !== 5) {
    return null;
  }
  const [minute, hour, monthDay, month, weekday] = fields;
  const times = timesOf(minute, hour);
  const days = daysOf(monthDay, weekday);
  const months = monthsOf(month);
  if (times === null || days === null || months === null) {
    return null;
  }
  const words = times.often ? `${times.text}${days && `, ${days}`}` : `${days || 'every day'} at ${times.text}`;
  return words[0].toUpperCase() + words.slice(1) + months;
}
