import { Source } from './source.js';

const QUIET_MS = 500;

/** What the server says would become of a batch, or of a schedule. Asked when its author has paused, and never for what is out of date. */
export class Plan extends Source {
  #dryRun;
  #timer = null;
  #round = 0;
  /** @type {{accepted: boolean, errors: object[]}|null} what the server says, and besides it what was wrong with the form */
  value = null;
  error = null;
  asking = false;

  /** @param {(json: string) => Promise<object>} dryRun */
  constructor(dryRun) {
    super();
    this.#dryRun = dryRun;
  }

  /** Asks about a body before long; null: there is nothing to ask about yet. */
  ask(json) {
    clearTimeout(this.#timer);
    const round = ++this.#round;
    this.asking = json !== null;
    if (json === null) {
      this.value = null;
      this.error = null;
    } else {
      this.#timer = setTimeout(() => this.#now(json, round), QUIET_MS);
    }
    this.changed();
  }

  end() {
    clearTimeout(this.#timer);
    this.#round++;
  }

  async #now(json, round) {
    let value = null;
    let error = null;
    try {
      value = await this.#dryRun(json);
    } catch (e) {
      // Errors of shape come as an error, those of meaning as a plan that would not be accepted: here they are alike.
      value = e.errors.length > 0 ? { accepted: false, query_amount: 0, errors: e.errors } : null;
      error = value ? null : e;
    }
    if (round === this.#round) {
      Object.assign(this, { value, error, asking: false });
      this.changed();
    }
  }
}

/** The errors of the plan that are about one of these members of the first item, or of the batch. */
export function errorsAt(plan, ...names) {
  const pointers = names.flatMap((name) => [`/queries/0/${name}`, `/${name}`]);
  const isThere = ({ pointer }) => pointers.some((at) => pointer === at || pointer.startsWith(`${at}/`));
  return plan?.errors.filter(isThere) ?? [];
}

/** Those that are about none of them. */
export function otherErrors(plan, names) {
  const there = new Set(errorsAt(plan, ...names));
  return plan?.errors.filter((error) => !there.has(error)) ?? [];
}
