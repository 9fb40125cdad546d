import { number, seconds } from '../text.js';
import { html } from '../ui.js';
import { Meter } from './meter.js';

/** The tenants that have work, and those with a weight of their own. */
export function TenantLoads({ tenants }) {
  return html`
    <section class="card" aria-labelledby="tenant-loads-title">
      <h2 id="tenant-loads-title">Tenants</h2>
      ${tenants.length === 0 && html`<p class="muted">Nobody has a batch that has not ended.</p>`}
      ${tenants.length > 0 &&
      html`<div class="scroll" tabindex="0" role="region" aria-label="Table of tenants">
        <table class="tenant-loads">
          <thead>
            <tr>
              <th scope="col">Tenant</th>
              <th scope="col" class="number">Open batches</th>
              <th scope="col" class="number">Waiting</th>
              <th scope="col" class="number">Running</th>
              <th scope="col">Slots</th>
              <th scope="col" class="number">Weight</th>
              <th scope="col" class="number">Oldest</th>
            </tr>
          </thead>
          <tbody>
            ${tenants.map((tenant) => html`<${Row} key=${tenant.tenant} tenant=${tenant} />`)}
          </tbody>
        </table>
      </div>`}
    </section>
  `;
}

function Row({ tenant: { tenant, cap, slots, queued, running, weight, open_batches: open, paused_batches: paused, oldest_waiting_seconds: oldest } }) {
  const atCap = cap !== undefined && slots >= cap && queued > 0;
  return html`
    <tr>
      <th scope="row">${tenant}</th>
      <td class="number">${number(open)}${paused > 0 && html` <span class="small muted nowrap">(${number(paused)} paused)</span>`}</td>
      <td class="number">${number(queued)}</td>
      <td class="number">${number(running)}</td>
      <td>
        ${cap === undefined
          ? html`${number(slots)} <span class="small muted">no cap</span>`
          : html`<${Meter} label=${`Slots of ${tenant}`} value=${slots} most=${cap} tone=${atCap ? 'wait' : 'busy'} />`}
      </td>
      <td class="number">${weight}</td>
      <td class="number nowrap">${oldest === undefined ? '–' : seconds(oldest)}</td>
    </tr>
  `;
}
