import { accounts } from '../text.js';
import { html } from '../ui.js';

const SCOPES = { ds_queries_run: 'Batches and results', ds_accounts_read: 'Lists of accounts' };

/** What a key is for. */
export const Scopes = ({ of }) => of.map((scope) => SCOPES[scope] ?? scope).join('; ');

/** Which data a key gives access to. */
export function Access({ of }) {
  if (of === null) {
    return 'All data';
  }
  const sources = Object.entries(of);
  return sources.length === 0 ? 'No data' : sources.map(([source, ids]) => html`<span class="access"><code>${source}</code> ${some(ids)}</span>`);
}

function some(ids) {
  if (ids.includes('*')) {
    return 'all accounts';
  }
  return ids.length === 0 ? 'no account' : accounts(ids);
}
