import { Source } from './source.js';

/** What one node alone knows is shown for so long after it said so: behind a balancer, nodes answer in turn. */
const FRESH_MS = 30_000;
/** Nobody looked for so long: what was in between is not known. */
const GAP_MS = 20_000;
/** How far the charts go back. */
const KEPT_MS = 15 * 60_000;
/** For how long a node that is gone is missed. */
const MISSED_MS = 10 * 60_000;

/** What the servers are doing, read again and again while somebody looks; what was seen before stays for the charts. */
export class Operations extends Source {
  /** The newest answer, or null before the first. */
  overview = null;
  error = null;
  /** `{at, queued, running}` of each answer, oldest first; numbers of all nodes, null where nobody looked. */
  history = [];
  #api;
  /** What each node said of itself, by epoch: `{at, node, here}`. */
  #views = new Map();
  /** Nodes that were there, by epoch. */
  #nodes = new Map();

  constructor(api) {
    super();
    this.#api = api;
  }

  async load(signal) {
    try {
      this.take(await this.#api.overview(signal), Date.now());
      this.error = null;
    } catch (error) {
      if (signal?.aborted) {
        return;
      }
      this.error = error;
    }
    this.changed();
  }

  /** @param {number} now in milliseconds */
  take(overview, now) {
    this.overview = overview;
    const here = new Map(overview.sources.filter((source) => source.here).map((source) => [source.ds_id, source.here]));
    this.#views.set(overview.node.epoch, { at: now, node: overview.node, here });
    overview.nodes.forEach((node) => this.#nodes.set(node.epoch, { node, at: now }));
    this.#forget(now);
    const before = this.history.at(-1);
    if (before && now - before.at > GAP_MS) {
      this.history.push({ at: before.at + 1, queued: null, running: null });
    }
    const sum = (name) => overview.queues.reduce((all, queue) => all + queue[name], 0);
    this.history.push({ at: now, queued: sum('queued'), running: sum('running') });
  }

  #forget(now) {
    const alive = new Set(this.overview.nodes.map(({ epoch }) => epoch));
    for (const [epoch, { at }] of this.#views) {
      if (!alive.has(epoch) || at < now - FRESH_MS) {
        this.#views.delete(epoch);
      }
    }
    for (const [epoch, { node, at }] of this.#nodes) {
      const back = this.overview.nodes.some(({ id, epoch: later }) => id === node.id && later > epoch);
      if (back || at < now - MISSED_MS) {
        this.#nodes.delete(epoch);
      }
    }
    while (this.history.length > 0 && this.history[0].at < now - KEPT_MS) {
      this.history.shift();
    }
  }

  /** What nodes said of themselves lately; those that another node answered meanwhile among them. */
  get views() {
    return [...this.#views.values()].sort((one, other) => one.node.epoch - other.node.epoch);
  }

  /** Nodes that were there and are not any more, and did not come back: `{node, at}`. */
  get missed() {
    const alive = new Set(this.overview.nodes.map(({ epoch }) => epoch));
    return [...this.#nodes.values()].filter(({ node }) => !alive.has(node.epoch));
  }

  /** How those nodes find a data source that said anything of it: `{node, here}`. */
  findings(source) {
    return this.views.filter(({ here }) => here.has(source)).map(({ node, here }) => ({ node, here: here.get(source) }));
  }
}

/** A node's name is long; so much of it tells it from others. */
export const shortId = (id) => id.slice(0, 8);
