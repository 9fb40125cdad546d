import { number, percent } from '../text.js';
import { html } from '../ui.js';

/** The states of a batch's queries as one bar. Widths are SVG attributes: the policy for contents allows no inline styles. */
export function ProgressBar({ progress, total, label }) {
  const { running, success, failure } = progress;
  const done = percent(success + failure, total);
  const part = (count) => (total === 0 ? 0 : (100 * count) / total);
  return html`
    <div class="progress" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${done}
      aria-valuetext=${`${done}%: ${number(success)} done, ${number(failure)} failed, ${number(running)} running of ${number(total)}`}>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect class="fill-good" x="0" width=${part(success)} height="1" />
        <rect class="fill-bad" x=${part(success)} width=${part(failure)} height="1" />
        <rect class="fill-busy" x=${part(success + failure)} width=${part(running)} height="1" />
      </svg>
    </div>
  `;
}

export const Badge = ({ tone, text }) => html`<span class=${`badge tone-${tone}`}>${text}</span>`;
