/**
 * A query of a batch as the console keeps it: a fifth of what it is on the wire, for there may be a hundred thousand.
 *
 * @typedef {{n: number, id: string, key: string|undefined, state: string, attempt: number, start: number|null,
 *   end: number|null, accounts: string[], from: string|null, to: string|null, waitingFor: string|undefined,
 *   position: number|undefined, error: object|undefined, rows: number|undefined, source: string|undefined}} Query
 */

const time = (text) => (text ? Date.parse(text) : null);

/** @returns {Query} */
export function readQuery(wire) {
  const { split_info: split, error_info: error, result_info: result } = wire;
  return {
    n: Number(wire.schedule_id.slice(wire.schedule_id.lastIndexOf('_') + 1)),
    id: wire.schedule_id,
    key: wire.id,
    state: wire.status_code,
    attempt: wire.attempt,
    start: time(wire.query_start_time),
    end: time(wire.query_end_time),
    accounts: split.ds_accounts,
    from: split.start_date,
    to: split.end_date,
    waitingFor: wire.waiting_for,
    position: wire.position,
    error,
    rows: result?.total_rows,
    bytes: result?.bytes,
    source: result?.source,
  };
}

/** Failures that have the same code and reason together, the most frequent first. */
export function groupFailures(queries) {
  const groups = new Map();
  for (const query of queries) {
    if (query.state === 'FAILURE') {
      const { code, message, description = '', cancel } = query.error;
      const key = `${code} ${cancel ?? ''} ${description}`;
      const group = groups.get(key) ?? { code, message, description, cancel, queries: [] };
      group.queries.push(query);
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((a, b) => b.queries.length - a.queries.length);
}

/** Waiting queries by what they wait for. */
export function groupWaits(queries) {
  const groups = new Map();
  for (const { state, waitingFor, position } of queries) {
    if (state === 'QUEUED' && waitingFor) {
      const group = groups.get(waitingFor) ?? { reason: waitingFor, first: position };
      group.first = Math.min(group.first ?? Infinity, position ?? Infinity);
      groups.set(waitingFor, group);
    }
  }
  return [...groups.values()];
}
