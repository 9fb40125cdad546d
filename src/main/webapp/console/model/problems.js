import { duration, number, plural, seconds } from '../text.js';
import { shortId } from './operations.js';

const SLOW_STORE_MS = 250;
const OLD_SECONDS = 6 * 3600;
/** Less than both is little room: a tenth of a large disk is a lot. */
const LITTLE_ROOM = 0.1;
const LITTLE_ROOM_BYTES = 10e9;
/** So many answers in a row without anything running are no pause between two queries. */
const STANDSTILL = 4;

const wrong = (text, next) => ({ tone: 'bad', text, next });
const note = (text, next) => ({ tone: 'wait', text, next });

/**
 * What is wrong, or worth knowing, the wrong first.
 *
 * @param {import('./operations.js').Operations} operations
 * @returns {{tone: 'bad'|'wait', text: string, next: string}[]}
 */
export function problemsOf(operations) {
  const { overview } = operations;
  const found = [
    ...nodeProblems(operations),
    ...overview.sources.flatMap((source) => sourceProblems(source, operations)),
    ...queueProblems(operations),
    ...overview.tenants.flatMap(tenantProblems),
    ...operations.views.flatMap(({ node }) => workerProblems(node, overview)),
    ...storeProblems(overview),
    ...resultProblems(overview.results),
  ];
  return [...found.filter(({ tone }) => tone === 'bad'), ...found.filter(({ tone }) => tone !== 'bad')];
}

function nodeProblems({ overview, views, missed }) {
  const silent = overview.nodes
    .filter(({ state }) => state !== 'alive')
    .map((node) =>
      wrong(
        `Node ${shortId(node.id)} has been silent for ${seconds(node.heartbeat_age_seconds)}.`,
        `Is it running, and does it reach the store? After ${seconds(overview.node.timeout_seconds)} others run its queries.`,
      ),
    );
  const gone = missed.map(({ node, at }) =>
    note(
      `Node ${shortId(node.id)} has been gone for ${duration(Date.now() - at)}.`,
      'If nobody ended it, look at its log and start it again. What it was running runs on the others.',
    ),
  );
  const ending = views
    .filter(({ node }) => node.draining)
    .map(({ node }) => note(`Node ${shortId(node.id)} is ending.`, 'It takes nothing new and hands back what it cannot finish.'));
  return [...silent, ...gone, ...ending];
}

function sourceProblems(source, operations) {
  const many = operations.overview.nodes.length > 1;
  const waits = source.queued + source.shared_queued > 0;
  return operations.findings(source.ds_id).flatMap(({ node, here }) => {
    const where = many ? ` by node ${shortId(node.id)}` : '';
    return [...troubles(source.ds_id, here, where), ...bounds(source.ds_id, here, where, waits)];
  });
}

function troubles(id, here, where) {
  const failure = here.last_failure;
  const last = failure ? ` Last: ${failure.code}, ${seconds(failure.age_seconds)} ago.` : '';
  if (here.breaker.state === 'open') {
    return [wrong(`${id} failed again and again and is left alone${where}.${last}`, whenOpen(here.breaker))];
  }
  if (here.breaker.state === 'half_open') {
    return [note(`${id} failed again and again and is being tried${where}.${last}`, 'Nothing: if two queries succeed it is asked as before.')];
  }
  if (!here.available) {
    const next = 'Is it running, and can it be reached from the server? It is asked again every few seconds.';
    return [wrong(`${id} could not be reached when it was last asked${where}.${last}`, next)];
  }
  return [];
}

function whenOpen({ until_trial_seconds: until }) {
  const again = until > 0 ? `It is asked again in ${seconds(until)}.` : 'The next query asks it again.';
  return `Is it running, and can it be reached from the server? The log has the cause. ${again} If it is away for long, pause its batches, for queries run out of attempts.`;
}

function bounds(id, { retries, pool, slots, cap }, where, waits) {
  const found = [];
  if (retries.left === 0) {
    const next = 'What fails now stays failed. Pause its batches until it is well, then retry what failed.';
    found.push(wrong(`Queries of ${id} are not tried again any more${where}: its budget for that is used up.`, next));
  }
  if (pool?.waiting > 0) {
    const next = 'Does the database answer, and does it allow as many connections as the catalog says?';
    found.push(note(`${plural(pool.waiting, 'query waits', 'queries wait')} for a connection to ${id}${where}.`, next));
  }
  if (waits && slots >= cap) {
    const next = 'Nothing is broken. If it bears more, raise limits.concurrency in the catalog.';
    found.push(note(`${id} runs all that it may (${slots} of ${cap})${where}, and more waits.`, next));
  }
  return found;
}

function queueProblems({ overview: { queues }, history }) {
  const oldest = Math.max(0, ...queues.map(({ oldest_waiting_seconds: age = 0 }) => age));
  const lately = history.slice(-STANDSTILL);
  const stands = lately.length === STANDSTILL && lately.every(({ queued, running }) => queued > 0 && running === 0);
  const found = [];
  // What is paused waits for somebody to resume it, and has no age.
  if (stands && oldest > 0) {
    const next = 'waiting_for in the status of a batch says why: a data source in trouble, or no server with workers.';
    found.push(wrong('Queries wait, and none runs.', next));
  }
  if (oldest > OLD_SECONDS) {
    found.push(note(`A batch has been waiting for ${seconds(oldest)}.`, 'More workers or servers, or a weight for its tenant.'));
  }
  return found;
}

function tenantProblems({ tenant, cap, slots, queued }) {
  if (!cap || slots < cap || queued === 0) {
    return [];
  }
  const next = 'Nothing is broken: they go on as others end. To let it run more, raise querybatch.tenant.concurrency.';
  return [note(`Tenant ${tenant} runs all that it may (${slots} of ${cap}), and ${plural(queued, 'query waits', 'queries wait')}.`, next)];
}

function workerProblems({ id, workers }, { queues }) {
  const waits = queues.some(({ kind, queued }) => kind === 'batch' && queued > 0);
  const { all, reserved, busy, busy_with_batches: batches } = workers;
  if (!waits || (busy < all && batches < all - reserved)) {
    return [];
  }
  const kept = reserved > 0 ? `, ${number(reserved)} kept for single queries` : '';
  const next = 'Nothing is broken. For more at once: another server, or querybatch.workers.';
  return [note(`All workers of node ${shortId(id)} are busy (${number(busy)} of ${number(all)}${kept}), and more waits.`, next)];
}

function storeProblems({ store, complete }) {
  const found = [];
  if (store.ping_ms > SLOW_STORE_MS) {
    found.push(note(`The store took ${duration(store.ping_ms)} to answer.`, 'Look at its disk, and for long transactions in its cluster.'));
  }
  if (!complete) {
    found.push(note('There is more than these tables show.', 'The tenants with the least that waits are left out.'));
  }
  return found;
}

function resultProblems({ available, free_bytes: free, disk_bytes: disk }) {
  if (!available) {
    const next = 'Is their folder or bucket there, and may the server read it? /health/ready says when it is well again.';
    return [wrong('The stored results cannot be read.', next)];
  }
  if (disk === undefined || free >= Math.min(LITTLE_ROOM * disk, LITTLE_ROOM_BYTES)) {
    return [];
  }
  const next = 'When it is full, queries fail with QUERY_RESULT_TOO_LARGE. Delete results that nobody needs, or make room.';
  return [wrong('The disk of the results is nearly full.', next)];
}
