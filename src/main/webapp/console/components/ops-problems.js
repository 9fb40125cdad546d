import { html } from '../ui.js';
import { Badge } from './progress.js';

const SIGNS = { bad: 'Wrong', wait: 'Note' };

/** What is wrong and what to do next; or that nothing is. */
export function Problems({ problems }) {
  if (problems.length === 0) {
    return html`
      <section class="card problems" aria-labelledby="problems-title">
        <h2 id="problems-title">Is anything wrong?</h2>
        <p class="all-well"><${Badge} tone="good" text="No" /> Nodes, data sources, store and results are well, and nobody is held up.</p>
      </section>
    `;
  }
  return html`
    <section class="card problems" aria-labelledby="problems-title">
      <h2 id="problems-title">Is anything wrong?</h2>
      <ul class="reasons">
        ${problems.map(
          ({ tone, text, next }) => html`<li>
            <p><${Badge} tone=${tone} text=${SIGNS[tone]} /> <strong>${text}</strong></p>
            <p class="small"><span class="muted">Next:</span> ${next}</p>
          </li>`,
        )}
      </ul>
    </section>
  `;
}

/** Says to screen readers that something went wrong or is well again; numbers that move all the time it leaves alone. */
export function ProblemAnnouncer({ problems }) {
  const bad = problems.filter(({ tone }) => tone === 'bad').length;
  const text = bad === 0 ? 'Nothing is wrong.' : `${bad === 1 ? 'One thing is' : `${bad} things are`} wrong.`;
  return html`<p class="visually-hidden" role="status" aria-live="polite">${text}</p>`;
}
