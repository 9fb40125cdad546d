import { Source } from './source.js';

/** Runs that are read at first, and all that the server keeps. */
const FEW = 20;
const ALL = 100;

/** One schedule and its runs, newest first. */
export class OneSchedule extends Source {
  schedule = null;
  runs = null;
  error = null;
  #api;
  #id;
  #most = FEW;
  /** Changes of the user's: answers to questions from before the last one are out of date. */
  #changes = 0;

  constructor(api, id) {
    super();
    this.#api = api;
    this.#id = id;
  }

  /** Whether there may be more runs than were read. */
  get hasMore() {
    return this.#most < ALL && this.runs?.length === this.#most;
  }

  async load(signal) {
    const changes = this.#changes;
    let found;
    try {
      const asked = [this.#api.schedule(this.#id, signal), this.#api.scheduleRuns(this.#id, this.#most, signal)];
      const [schedule, runs] = await Promise.all(asked);
      found = { schedule, runs, error: null };
    } catch (error) {
      found = { error };
    }
    if (changes === this.#changes && !signal?.aborted) {
      Object.assign(this, found);
      this.changed();
    }
  }

  more() {
    this.#most = ALL;
    return this.load();
  }

  /** After an action of the user: its answer is newer than what is shown, and than what is under way. */
  take(schedule) {
    this.#changes++;
    this.schedule = schedule;
    this.changed();
  }
}
