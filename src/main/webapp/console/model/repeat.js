import { otherErrors } from './plan.js';

/** A batch that is to be repeated, in the making: what a schedule says besides its batch. */
export const beginRepeat = (description) => ({
  cron: '0 6 * * *',
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  missedRuns: 'run_once',
  overlap: 'skip',
  note: description,
});

/** The body of POST /query/schedule as JSON; null as long as the batch cannot be read. */
export function scheduleJson(repeat, batchJson) {
  let batch;
  try {
    batch = JSON.parse(batchJson);
  } catch {
    return null;
  }
  if (batch === null) {
    return null;
  }
  const body = {
    cron: repeat.cron.trim(),
    // Who says none wants the clocks of the server.
    ...(repeat.timezone.trim() ? { timezone: repeat.timezone.trim() } : {}),
    ...(repeat.note.trim() ? { description: repeat.note.trim() } : {}),
    missed_runs: repeat.missedRuns,
    overlap: repeat.overlap,
    batch,
  };
  return JSON.stringify(body, null, 2);
}

/** Members of a schedule whose errors stand beside their controls. */
const SHOWN = ['cron', 'timezone', 'description', 'missed_runs', 'overlap'];

/** The errors about a schedule that are about its batch, with the pointers that the batch alone would have. */
export function batchErrors(errors) {
  return errors
    .filter(({ pointer = '' }) => pointer.startsWith('/batch/'))
    .map((error) => ({ ...error, pointer: error.pointer.slice('/batch'.length) }));
}

/** Those about one member of the schedule itself. */
export const repeatErrors = (errors, name) => errors.filter(({ pointer }) => pointer === `/${name}`);

/** Those that do not stand beside a control; `names` are the members of the batch that have one. */
export function otherRepeatErrors(errors, names) {
  const own = errors.filter(({ pointer = '' }) => !pointer.startsWith('/batch/') && !SHOWN.includes(pointer.slice(1)));
  return [...own, ...otherErrors({ errors: batchErrors(errors) }, names)];
}
