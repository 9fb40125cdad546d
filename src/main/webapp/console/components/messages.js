import { html } from '../ui.js';

/** What to do next, where the code alone does not say it. */
const ADVICE = {
  FORBIDDEN: 'Your token lacks a scope for this. Ask for a token with the scope that is named, and sign in with it.',
  PERMISSION_ERROR: 'Your token is limited to other data sources or accounts.',
  NOT_FOUND: 'It may be past its retention, or belong to another tenant. Check the id.',
  QUERY_RESULTS_UNAVAILABLE: 'The result is gone (retention), not there yet, or not for your accounts. Run the query again if you need it.',
  TOO_MANY_REQUESTS: 'Wait a moment and try again.',
  SERVICE_UNAVAILABLE: 'Wait a moment and try again; what was accepted is kept.',
  INTERNAL_SERVER_ERROR: 'Tell your operator the request id below: the log has the cause under it.',
};

/** An error that somebody should read now. */
export function Failure({ error, onRetry }) {
  return html`
    <div class="message bad" role="alert">
      <strong>${error.message}</strong>
      ${error.description && error.description !== error.message && html`<p>${error.description}</p>`}
      ${ADVICE[error.code] && html`<p>${ADVICE[error.code]}</p>`}
      <p class="small muted">
        ${error.code}${error.requestId && html` · request <code>${error.requestId}</code>`}
      </p>
      ${onRetry && html`<button type="button" onClick=${onRetry}>Try again</button>`}
    </div>
  `;
}

/** Nothing here, and what to do about it. */
export function Empty({ title, children }) {
  return html`<div class="empty">
    <svg viewBox="0 0 64 40" width="96" height="60" aria-hidden="true">
      <rect x="4" y="4" width="26" height="8" rx="4" />
      <rect x="16" y="16" width="36" height="8" rx="4" />
      <rect x="4" y="28" width="18" height="8" rx="4" />
    </svg>
    <h2>${title}</h2>
    ${children}
  </div>`;
}

/** In the place of what could be done with it. */
export const OfOthers = ({ tenant }) => html`<p class="small muted">Of tenant ${tenant}, which alone can change it.</p>`;

export const Loading = ({ what }) => html`<p class="loading" role="status"><span class="spinner"></span>Loading ${what} …</p>`;
