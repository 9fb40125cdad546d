/**
 * A batch in the making, and what becomes of it. Items that were submitted here are remembered, so that a result can be
 * asked for again in another format: the server tells a query's accounts and dates, but not its item.
 */
export const emptyDraft = () => ({
  source: '',
  accounts: [],
  fields: [],
  segments: [],
  range: 'custom',
  start: '',
  end: '',
  filter: '',
  order: '',
  maxRows: '',
  splitAccounts: true,
  splitDates: false,
  description: '',
  format: 'json',
  concurrency: '5',
  timeout: '30',
  fresh: false,
});

const number = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : text);
const said = (value) => value !== '' && value?.length !== 0;

/** The item that a draft asks for; only what was said. */
export function itemOf(draft) {
  const dates = draft.range === 'custom' ? { start_date: draft.start, end_date: draft.end } : { date_range_type: draft.range };
  const item = {
    ds_id: draft.source,
    ds_accounts: draft.accounts,
    ds_segments: draft.segments,
    fields: draft.fields,
    ...dates,
    filter: draft.filter.trim(),
    order_rows: draft.order.trim(),
    max_rows: draft.maxRows === '' ? '' : number(draft.maxRows),
    ...(draft.fresh ? { cache_minutes: 0 } : {}),
  };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => said(value)));
}

/** The body of POST /query/batch. */
export function bodyOf(draft) {
  return {
    ...(draft.description.trim() ? { description: draft.description.trim() } : {}),
    split_accounts_policy: draft.splitAccounts ? 'all' : 'none',
    split_dates_policy: draft.splitDates ? 'day' : 'none',
    query_concurrency: number(draft.concurrency),
    timeout_minutes: number(draft.timeout),
    query_output_format: draft.format,
    queries: [itemOf(draft)],
  };
}

/** A command that posts the body, for a shell. The token is left to a variable. */
export function curlOf(path, json) {
  const url = new URL(path, document.baseURI);
  const quoted = json.replaceAll("'", `'\\''`);
  return [
    `curl -s '${url}' \\`,
    `  -H "Authorization: Bearer $TOKEN" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${quoted}'`,
  ].join('\n');
}

/** Items of the batches that were submitted in this session. */
export class Items {
  #byBatch = new Map();

  remember(batchId, body) {
    this.#byBatch.set(batchId, body.queries);
  }

  /** What one query asks, or null if it cannot be told: the batch is not of this session, or has several items. */
  specOf(batchId, query) {
    const items = this.#byBatch.get(batchId);
    if (items?.length !== 1 || typeof items[0] !== 'object') {
      return null;
    }
    const { date_range_type: _, ...item } = items[0];
    return {
      max_rows: 0,
      ...item,
      ds_accounts: query.accounts,
      ...(query.from ? { start_date: query.from, end_date: query.to } : {}),
    };
  }
}
