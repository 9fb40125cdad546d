import { Source } from './source.js';

const PAGE = 20;

/**
 * The batches that are shown in the list. A server without a list gets the ones of this session: what was submitted or
 * opened here, until the page is closed.
 */
export class BatchList extends Source {
  #api;
  /** Ids of this session, newest first. */
  #own = [];
  /** @type {boolean|null} whether the server has a list; null: not asked yet */
  listed = null;
  batches = null;
  cursor = null;
  error = null;

  constructor(api) {
    super();
    this.#api = api;
  }

  /** Whether there is anything to hear of. A list of which further pages were read would shrink under its reader's eyes. */
  get moves() {
    const open = this.batches?.some(({ status_code: state }) => state !== 'STOPPED');
    return this.error !== null || (open && this.batches.length <= PAGE);
  }

  remember(id) {
    this.#own = [id, ...this.#own.filter((other) => other !== id)];
  }

  /** Reads the newest again, of one state or all. */
  async load(state, signal) {
    try {
      this.listed ??= await this.#api.has('GET', 'query/batch');
      await (this.listed ? this.#page(state, null, signal) : this.#each(state, signal));
      this.error = null;
    } catch (error) {
      if (!signal?.aborted) {
        this.error = error;
      }
    }
    this.changed();
  }

  async more(state) {
    await this.#page(state, this.cursor);
    this.changed();
  }

  async #page(state, cursor, signal) {
    const parameters = { limit: PAGE, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) };
    const { data, meta } = await this.#api.batches(parameters, signal);
    this.batches = cursor ? [...this.batches, ...data] : data;
    this.cursor = data.length < PAGE ? null : (meta.cursor ?? null);
  }

  async #each(state, signal) {
    const found = await Promise.all(
      this.#own.map((id) =>
        this.#api.batch(id, signal).catch((error) => {
          if (error.status === 404) {
            return null;
          }
          throw error;
        }),
      ),
    );
    this.batches = found.filter((batch) => batch && (!state || batch.status_code === state));
  }
}
