import { Pace } from './pace.js';
import { readQuery } from './query.js';
import { Source } from './source.js';

const PAGE = 1000;
/** Queries that are read of a batch that is opened late; beyond, only what changes from then on. */
const MOST_READ = 10_000;
const WAIT_SECONDS = 30;
/** Between two answers, so that a batch with a hundred ends a second is asked once and not a hundred times. */
const BREATH_MS = 700;
const RETRY_MS = 3_000;

const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/**
 * Follows one batch to its end. What is there is read once, by page; then the server holds each request until something has
 * changed, and answers with that alone (docs/batches.md of the server).
 */
export class BatchWatch extends Source {
  /** QueryBatch, newest; its progress is fresher than the rest. */
  batch = null;
  /** @type {Map<number, import('./query.js').Query>} those known so far, by number */
  queries = new Map();
  /** Numbers every change, for those who look at `queries`. */
  version = 0;
  pace = new Pace();
  error = null;
  #api;
  #id;
  #abort = new AbortController();
  #cursor = null;
  #tag = null;
  /** Whether all that has changed up to the last answer is known. */
  #caughtUp = false;

  constructor(api, id) {
    super();
    this.#api = api;
    this.#id = id;
  }

  get stopped() {
    return this.batch?.status_code === 'STOPPED';
  }

  /** Starts following; ends by itself when the batch has stopped. */
  async start() {
    const { signal } = this.#abort;
    for (let known = false; !signal.aborted && !(this.stopped && this.#caughtUp); ) {
      try {
        if (!known) {
          this.batch = await this.#api.batch(this.#id, signal);
          await this.#readPages(signal);
          known = true;
        } else {
          await this.#readChanges(signal);
        }
        this.error = null;
        if (!this.stopped) {
          await pause(BREATH_MS, signal);
        }
      } catch (error) {
        if (signal.aborted || error.status === 404 || error.status === 401 || error.status === 403) {
          this.error = error;
          this.changed();
          return;
        }
        this.error = error;
        this.changed();
        await pause(error.retryAfter ? error.retryAfter * 1000 : RETRY_MS, signal);
      }
    }
  }

  end() {
    this.#abort.abort();
  }

  /** After an action of the user: its answer is newer than what is shown. */
  take(batch) {
    this.batch = batch;
    this.changed();
  }

  /** Queries start in order: when as many as have started were seen, the rest waits and need not be read. */
  async #readPages(signal) {
    const most = Math.min(this.batch.query_amount, MOST_READ);
    let started = 0;
    this.#caughtUp = this.stopped;
    for (let offset = 0; offset < most; offset += PAGE) {
      const answer = await this.#ask({ offset, limit: PAGE }, { signal });
      this.#cursor ??= answer.meta.cursor;
      started += answer.data.filter((query) => query.status_code !== 'QUEUED').length;
      const { running, success, failure } = answer.meta.progress;
      if (started >= running + success + failure) {
        break;
      }
    }
    // The cursor is that of the first page; the tag of a later one would hide what changed between them.
    this.#tag = null;
  }

  async #readChanges(signal) {
    const headers = { Prefer: `wait=${WAIT_SECONDS}`, ...(this.#tag ? { 'If-None-Match': this.#tag } : {}) };
    const answer = await this.#ask({ since: this.#cursor, limit: PAGE }, { signal, headers });
    if (answer) {
      this.#cursor = answer.meta.cursor;
      this.#caughtUp = answer.data.length < PAGE;
      // A full page means that there may be more, which a tag would hide.
      this.#tag = this.#caughtUp ? this.#tag : null;
    }
  }

  async #ask(parameters, options) {
    const response = await this.#api.status(this.#id, parameters, options);
    if (response.status === 304) {
      return null;
    }
    const answer = await response.json();
    this.#tag = response.headers.get('ETag');
    answer.data.map(readQuery).forEach((query) => this.queries.set(query.n, query));
    await this.#note(answer.meta, options.signal);
    return answer;
  }

  async #note({ status_code: state, progress, outcome, eta }, signal) {
    const moved = this.batch.status_code !== state;
    Object.assign(this.batch, { status_code: state, progress, outcome: outcome ?? null, eta });
    if (moved) {
      // Times are in the batch itself.
      this.batch = await this.#api.batch(this.#id, signal);
    }
    this.pace.note(progress.success + progress.failure, Date.now());
    this.version++;
    this.changed();
  }
}
