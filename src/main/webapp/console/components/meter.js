import { number } from '../text.js';
import { html } from '../ui.js';

/** How much of something is taken. Full is not wrong by itself: the colour says so when it is. */
export function Meter({ label, value, most, tone = 'busy' }) {
  const part = most > 0 ? Math.min(100, (100 * value) / most) : 0;
  return html`
    <span class="meter">
      <span class="meter-bar" role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax=${most} aria-valuenow=${Math.min(value, most)}
        aria-valuetext=${`${number(value)} of ${number(most)}`}>
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect class=${`fill-${tone}`} width=${part} height="1" />
        </svg>
      </span>
      <span class="meter-text">${number(value)} of ${number(most)}</span>
    </span>
  `;
}
