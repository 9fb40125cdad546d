import { bytes, duration } from '../text.js';
import { html } from '../ui.js';
import { Meter } from './meter.js';

/** The store and the results: what all nodes share. */
export function SharedFacts({ overview: { store, results } }) {
  return html`
    <section class="card" aria-labelledby="shared-title">
      <h2 id="shared-title">Store and results</h2>
      <dl class="fact-row shared-facts">
        <div><dt>Store</dt><dd>${store.kind} ${store.version}</dd></div>
        <div><dt>Answers in</dt><dd>${store.ping_ms < 1 ? 'less than 1 ms' : duration(store.ping_ms)}</dd></div>
        <div><dt>Schema</dt><dd>${store.schema_version ? `version ${store.schema_version}` : '–'}</dd></div>
        <div><dt>Results</dt><dd>${stored(results)}</dd></div>
        ${results.disk_bytes !== undefined && html`<div><dt>Room on their disk</dt><dd><${Room} results=${results} /></dd></div>`}
      </dl>
    </section>
  `;
}

function stored({ available, bytes: count, all_counted: all }) {
  if (!available) {
    return 'cannot be read';
  }
  return count === undefined ? 'in a bucket, which does not say how many' : `${all ? '' : 'more than '}${bytes(count)}`;
}

function Room({ results: { free_bytes: free, disk_bytes: disk } }) {
  const taken = Math.round((100 * (disk - free)) / disk);
  const label = 'Percent of the disk of the results that is taken';
  return html`${bytes(free)} free <${Meter} label=${label} value=${taken} most=${100} tone=${taken > 90 ? 'bad' : 'busy'} />`;
}
