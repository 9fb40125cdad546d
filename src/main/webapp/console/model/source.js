/** Something that changes and tells those who asked to hear of it. */
export class Source {
  #listeners = new Set();

  /** @returns {() => void} ends it */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed() {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}
