/** A key that is wanted, in the making. */
export const beginKey = () => ({
  name: '',
  tenant: '',
  run: true,
  accounts: false,
  limited: false,
  access: [emptyAccess()],
  days: '90',
});

export const emptyAccess = () => ({ source: '', accounts: '' });

/** The member of the body that a member of the draft is in. */
const MEMBERS = { name: 'name', tenant: 'tenant', run: 'scopes', accounts: 'scopes', limited: 'ds_access', access: 'ds_access', days: 'expires_in_days' };

/** Those about one member of the body. */
export const keyErrors = (errors, member) => errors.filter(({ pointer }) => pointer === `/${member}`);

/** Those that a change of the draft leaves alone. */
export function errorsAfter(change, errors) {
  const changed = Object.keys(change).map((name) => `/${MEMBERS[name]}`);
  return errors.filter(({ pointer }) => !changed.includes(pointer));
}

/** Those that stand beside no control. */
export const otherKeyErrors = (errors) => errors.filter(({ pointer }) => !Object.values(MEMBERS).includes(pointer?.slice(1)));

/** The body of POST /admin/api-keys. */
export function keyBody({ name, tenant, run, accounts, limited, access, days }) {
  return {
    tenant: tenant.trim(),
    name: name.trim(),
    scopes: [run && 'ds_queries_run', accounts && 'ds_accounts_read'].filter(Boolean),
    ...(limited ? { ds_access: accessOf(access) } : {}),
    // Who says none wants the server's.
    ...(String(days).trim() ? { expires_in_days: Number(days) } : {}),
  };
}

const ids = (text) => text.split(',').map((id) => id.trim()).filter(Boolean);
const isBlank = ({ source, accounts }) => !source.trim() && ids(accounts).length === 0;

/** A data source that is named twice has the accounts of both. */
function accessOf(rows) {
  const access = {};
  for (const { source, accounts } of rows.filter((row) => !isBlank(row))) {
    access[source.trim()] = [...new Set([...(access[source.trim()] ?? []), ...ids(accounts)])];
  }
  return access;
}

/** What the server would take and nobody means: a key that was to be limited and opens nothing. */
export function accessErrors({ limited, access }) {
  const rows = access.filter((row) => !isBlank(row));
  if (limited && rows.length === 0) {
    return [{ pointer: '/ds_access', detail: 'Name a data source, or choose all data.' }];
  }
  const half = limited && rows.some(({ source, accounts }) => !source.trim() || ids(accounts).length === 0);
  return half ? [{ pointer: '/ds_access', detail: 'Each line needs a data source and accounts; * stands for all of them.' }] : [];
}
