/** A change to a schedule, in the making: what its form has at first. */
export const beginChange = (schedule) => ({
  note: schedule.description,
  cron: schedule.cron,
  timezone: schedule.timezone,
  missedRuns: schedule.missed_runs,
  overlap: schedule.overlap,
  batch: textOf(schedule.batch),
});

const textOf = (batch) => JSON.stringify(batch, null, 2);

/** The batch that a text is, or what is wrong with it. */
function read(text) {
  try {
    return { batch: JSON.parse(text), errors: [] };
  } catch (error) {
    return { errors: [{ pointer: '/batch', detail: `is no JSON: ${error.message}` }] };
  }
}

/**
 * What a draft makes of the schedule that it began with.
 *
 * @returns {{json: string|null, errors: object[]}} the body of PATCH, null if there is nothing to change, or not yet
 */
export function changeOf(draft, schedule) {
  const { batch, errors } = read(draft.batch);
  const said = { description: draft.note, cron: draft.cron, timezone: draft.timezone, missed_runs: draft.missedRuns, overlap: draft.overlap };
  const change = Object.entries(said)
    .filter(([name, value]) => value !== schedule[name] && value.trim() !== schedule[name])
    .map(([name, value]) => [name, value.trim()]);
  if (errors.length === 0 && textOf(batch) !== textOf(schedule.batch)) {
    change.push(['batch', batch]);
  }
  return { json: errors.length === 0 && change.length > 0 ? JSON.stringify(Object.fromEntries(change)) : null, errors };
}

/** The errors about the batch, which stand beside its text and say where in it they are. */
export function batchTextErrors(errors) {
  return errors
    .filter(({ pointer = '' }) => /^\/batch(\/|$)/.test(pointer))
    .map(({ pointer, detail }) => ({ detail: pointer === '/batch' ? detail : `${pointer.slice('/batch'.length)}: ${detail}` }));
}
