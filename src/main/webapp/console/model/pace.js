const WINDOW_MS = 30_000;

/** How fast a batch goes; when it will be done the server says. */
export class Pace {
  #seen = [];

  /** @param {number} done queries that have ended, at `now` in milliseconds */
  note(done, now) {
    this.#seen.push({ done, now });
    // The last one outside of the window stays: it is where the window begins.
    while (this.#seen.length > 2 && this.#seen[1].now < now - WINDOW_MS) {
      this.#seen.shift();
    }
  }

  /** Queries a second over the last half minute; null before anything has ended. */
  get rate() {
    const first = this.#seen[0];
    const last = this.#seen.at(-1);
    const ended = last ? last.done - first.done : 0;
    return ended > 0 ? (ended * 1000) / (last.now - first.now) : null;
  }
}
