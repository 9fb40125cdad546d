import { Source } from './source.js';

const PAGE = 20;
/** Outcomes that are asked for at the same time. */
const AT_ONCE = 4;

/** The tenant's schedules, newest first, as far as they were read, and what became of the latest due time of each. */
export class ScheduleList extends Source {
  schedules = null;
  cursor = null;
  error = null;
  #api;
  /** By id: what the list says of the latest run, and that run. */
  #runs = new Map();

  constructor(api) {
    super();
    this.#api = api;
  }

  /** Whether it may be read again by itself. A list of which further pages were read would shrink under its reader's eyes. */
  get moves() {
    return this.error !== null || (this.schedules !== null && this.schedules.length <= PAGE);
  }

  /** The latest run of a schedule; null if there was none, undefined if it is not known yet. */
  lastRun(schedule) {
    return hasRun(schedule) ? this.#runs.get(schedule.recurrence_id)?.run : null;
  }

  /** Reads the newest again. */
  load(signal) {
    return this.#read(null, signal);
  }

  more() {
    return this.#read(this.cursor);
  }

  async #read(cursor, signal) {
    try {
      const { data, meta } = await this.#api.schedules({ limit: PAGE, ...(cursor ? { cursor } : {}) }, signal);
      this.schedules = cursor ? [...this.schedules, ...data] : data;
      this.cursor = meta.cursor;
      this.error = null;
      this.changed();
      await this.#readRuns(data, signal);
    } catch (error) {
      if (signal?.aborted) {
        return;
      }
      this.error = error;
    }
    this.changed();
  }

  /** The list does not say what came of a run, but when there was another one. */
  async #readRuns(schedules, signal) {
    const unknown = schedules.filter((one) => hasRun(one) && this.#runs.get(one.recurrence_id)?.mark !== markOf(one));
    const work = async () => {
      for (let one = unknown.shift(); one; one = unknown.shift()) {
        const [run] = await this.#api.scheduleRuns(one.recurrence_id, 1, signal);
        this.#runs.set(one.recurrence_id, { mark: markOf(one), run: run ?? null });
        this.changed();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
}

const hasRun = ({ last_due_time: due, last_batch_id: batch }) => due !== null || batch !== null;
const markOf = ({ last_due_time: due, last_batch_id: batch }) => `${due} ${batch}`;
