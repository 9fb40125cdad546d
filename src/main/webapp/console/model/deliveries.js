import { Source } from './source.js';

const SOON_MS = 2_000;
const LATER_MS = 10_000;

/** What came of telling that a batch has stopped, newest first. */
export class Deliveries extends Source {
  /** Deliveries as the server has them, or null before the first answer. */
  list = null;
  error = null;
  #api;
  #id;

  constructor(api, id) {
    super();
    this.#api = api;
    this.#id = id;
  }

  /** Whether one is still to be made. */
  get waits() {
    return this.list?.some(({ status_code: state }) => state === 'QUEUED') ?? false;
  }

  /** How long it takes until there may be news: hours can be between two attempts. */
  get patience() {
    const next = this.list?.map(({ next_attempt_time: at }) => at).find(Boolean);
    return next && Date.parse(next) - Date.now() > LATER_MS ? LATER_MS : SOON_MS;
  }

  async load(signal) {
    try {
      this.list = (await this.#api.deliveries(this.#id, signal)).reverse();
      this.error = null;
    } catch (error) {
      if (signal?.aborted) {
        return;
      }
      this.error = error;
    }
    this.changed();
  }

  /** Tells it once more; all deliveries tell the same. */
  async again() {
    const added = await this.#api.redeliver(this.#id, this.list[0].delivery_id);
    this.list = [added, ...this.list];
    this.changed();
  }
}

/** How an attempt went: under way it has neither an answer nor a reason why there is none. */
export function attemptStanding({ status, error }) {
  if (status === undefined) {
    return error === undefined ? { text: 'Under way', tone: 'busy' } : { text: 'No answer', tone: 'bad' };
  }
  return { text: String(status), tone: status >= 200 && status < 300 ? 'good' : 'bad' };
}

/** Why it counts, or not. */
export function attemptReason({ status, error }) {
  if (error !== undefined || status === undefined) {
    return error ?? '';
  }
  if (status === 410) {
    return 'Nobody wants to hear of it: not sent again.';
  }
  return status >= 200 && status < 300 ? 'Received.' : 'Only a 2xx counts as received.';
}
