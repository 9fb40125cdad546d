import { Source } from './source.js';

const PAGE = 20;

/** The tenant's batches, newest first, as far as they were read. */
export class BatchList extends Source {
  #api;
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

  /** Reads the newest again, of one state or all. */
  async load(state, signal) {
    try {
      await this.#page(state, null, signal);
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
}
