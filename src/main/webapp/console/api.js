import { ApiError, UNREACHABLE, errorOf } from './api-error.js';

async function json(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** Calls of the API with the session's token. Paths are relative, so the console works under any context root. */
export class Api {
  #session;
  #description;

  constructor(session) {
    this.#session = session;
  }

  /**
   * @param {string} path relative
   * @param {{method?: string, body?: object, headers?: object, signal?: AbortSignal}} [options]
   * @returns {Promise<Response>} with a status below 400
   * @throws {ApiError}
   */
  async send(path, { method = 'GET', body, headers = {}, signal } = {}) {
    let response;
    try {
      response = await fetch(new URL(path, document.baseURI), {
        method,
        signal,
        cache: 'no-store',
        credentials: 'omit',
        headers: {
          ...(this.#session.token ? { Authorization: `Bearer ${this.#session.token}` } : {}),
          Accept: 'application/problem+json, */*;q=0.9',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        body: typeof body === 'object' ? JSON.stringify(body) : body,
      });
    } catch (cause) {
      throw signal?.aborted ? cause : new ApiError(UNREACHABLE);
    }
    if (response.status < 400) {
      return response;
    }
    const error = errorOf(response.status, await json(response), response.headers);
    if (error.status === 401) {
      this.#session.end('The server refuses this token: it has expired, or was made for another server.');
    }
    throw error;
  }

  /** The same; returns the body, or null where there is none (304). */
  async json(path, options) {
    const response = await this.send(path, options);
    return response.status === 304 ? null : response.json();
  }

  /** The description of the API (OpenAPI); asked for once. */
  async description() {
    this.#description ??= await this.json('openapi?format=JSON');
    return this.#description;
  }

  // What the server has.

  /** Nodes, tenants, data sources, store and results; for administrators. */
  overview(signal) {
    return this.json('admin/overview', { signal }).then(({ data }) => data);
  }

  /** API keys, newest first: `{data, meta: {cursor}}`; for administrators. */
  apiKeys(parameters, signal) {
    return this.json(`admin/api-keys?${new URLSearchParams(parameters)}`, { signal });
  }

  /** The answer alone has the key itself, as `key`. */
  createApiKey(body) {
    return this.json('admin/api-keys', { method: 'POST', body }).then(({ data }) => data);
  }

  revokeApiKey(id) {
    return this.json(`admin/api-keys/${encodeURIComponent(id)}`, { method: 'DELETE' }).then(({ data }) => data);
  }

  sources(signal) {
    return this.json('datasource/search', { signal }).then((answer) => answer.data.list);
  }

  fields(source, signal) {
    return this.json(`query/fields?${new URLSearchParams({ ds_id: source })}`, { signal }).then(({ data }) => data);
  }

  accounts(source, signal) {
    const path = `query/accounts?${new URLSearchParams({ ds_id: source })}`;
    return this.json(path, { signal }).then(({ data }) => data.flatMap((login) => login.accounts));
  }

  segments(source, signal) {
    const path = `query/segments?${new URLSearchParams({ ds_id: source })}`;
    return this.json(path, { signal }).then(({ data }) => data.flatMap((login) => login.segments));
  }

  // Batches.

  /** The tenant's batches, newest first: `{data, meta: {cursor}}`. */
  batches(parameters, signal) {
    return this.json(`query/batch?${new URLSearchParams(parameters)}`, { signal });
  }

  batch(id, signal) {
    return this.json(batchPath(id), { signal }).then(({ data }) => data);
  }

  /** `body` is an object, or JSON text that is sent as it is. */
  submit(body, { dryRun = false } = {}) {
    return this.json(`query/batch${dryRun ? '?dry_run=true' : ''}`, { method: 'POST', body }).then(({ data }) => data);
  }

  cancel(id) {
    return this.json(batchPath(id), { method: 'DELETE' }).then(({ data }) => data);
  }

  change(id, change) {
    return this.json(batchPath(id), { method: 'PATCH', body: change }).then(({ data }) => data);
  }

  retry(id) {
    return this.json(`${batchPath(id)}/retry`, { method: 'POST' }).then(({ data }) => data);
  }

  status(id, parameters, options) {
    return this.send(`${batchPath(id)}/status?${new URLSearchParams(parameters)}`, options);
  }

  result(scheduleId, parameters = {}, signal) {
    return this.send(`query/results?${new URLSearchParams({ schedule_id: scheduleId, ...parameters })}`, { signal });
  }

  /** Asks a query alone, in a format. */
  ask(spec, format, signal) {
    return this.send(`query/data/${format}`, { method: 'POST', body: spec, signal });
  }

  // Telling that a batch has stopped.

  /** All deliveries of a batch with a callback, with their attempts. */
  deliveries(id, signal) {
    return this.json(`${batchPath(id)}/deliveries`, { signal }).then(({ data }) => data);
  }

  redeliver(id, delivery) {
    return this.json(`${batchPath(id)}/deliveries/${encodeURIComponent(delivery)}/redeliver`, { method: 'POST' }).then(({ data }) => data);
  }

  // Batches that are submitted again and again.

  /** The tenant's schedules, newest first: `{data, meta: {cursor}}`. */
  schedules(parameters, signal) {
    return this.json(`query/schedule?${new URLSearchParams(parameters)}`, { signal });
  }

  schedule(id, signal) {
    return this.json(schedulePath(id), { signal }).then(({ data }) => data);
  }

  /** What became of its latest due times, newest first. */
  scheduleRuns(id, limit, signal) {
    return this.json(`${schedulePath(id)}/runs?${new URLSearchParams({ limit })}`, { signal }).then(({ data }) => data);
  }

  /** `body` is JSON text. */
  createSchedule(body) {
    return this.json('query/schedule', { method: 'POST', body }).then(({ data }) => data);
  }

  /** `change` is an object, or JSON text that is sent as it is. */
  changeSchedule(id, change, { dryRun = false } = {}) {
    return this.json(`${schedulePath(id)}${dryRun ? '?dry_run=true' : ''}`, { method: 'PATCH', body: change }).then(({ data }) => data);
  }

  deleteSchedule(id) {
    return this.json(schedulePath(id), { method: 'DELETE' }).then(({ data }) => data);
  }

  /** Submits its batch now; returns the batch. */
  runSchedule(id) {
    return this.json(`${schedulePath(id)}/run`, { method: 'POST' }).then(({ data }) => data);
  }
}

function batchPath(id) {
  return `query/batch/${encodeURIComponent(id)}`;
}

function schedulePath(id) {
  return `query/schedule/${encodeURIComponent(id)}`;
}
