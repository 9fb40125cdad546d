import { duration } from '../text.js';
import { html, useEffect, useState } from '../ui.js';

const SOON_MS = 5 * 60_000;

/** When a token expires, counted down; calls `onEnd` when it has. */
export function Expiry({ at, onEnd }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = at ? at - now : Infinity;
  useEffect(() => {
    if (left <= 0) {
      onEnd();
    }
  }, [left <= 0]);
  if (!at) {
    return html`never`;
  }
  return html`<span class=${left < SOON_MS ? 'tone-bad' : ''}>in ${duration(Math.max(0, left))}</span>
    <span class="muted"> (${at.toLocaleTimeString()})</span>`;
}
