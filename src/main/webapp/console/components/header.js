import { html, useState } from '../ui.js';
import { Expiry } from './expiry.js';

const PLACES = [
  ['/batches', 'Batches'],
  ['/new', 'New batch'],
  ['/schedules', 'Schedules'],
  ['/sources', 'Data sources'],
  ['/operations', 'Operations'],
  ['/keys', 'API keys'],
  ['/api', 'API'],
];

const ADMINISTRATORS = ['/operations', '/keys'];

/** Those of the caller: who has no token can read of the API, and only administrators see the servers and keys. */
function places(session) {
  return PLACES.filter(([path]) => path === '/api' || (session.token && (!ADMINISTRATORS.includes(path) || session.administers)));
}

export function Header({ session, current }) {
  return html`
    <header class="top">
      <a class="brand" href="#/batches"><img src="console/icon.svg" alt="" width="26" height="26" />Querybatch</a>
      <nav aria-label="Console">
        ${places(session).map(
          ([path, name]) =>
            html`<a href=${`#${path}`} aria-current=${current.startsWith(path) ? 'page' : null}>${name}</a>`,
        )}
      </nav>
      <div class="top-end">
        ${session.token && html`<${Caller} session=${session} />`}
        <${ThemeSwitch} />
      </div>
    </header>
  `;
}

function Caller({ session }) {
  const { tenant, subject, scopes, expires } = session.claims;
  return html`
    <details class="caller">
      <summary><span class="visually-hidden">Signed in for tenant </span>${tenant}</summary>
      <div class="popover">
        <dl class="facts">
          <dt>Tenant</dt>
          <dd>${tenant}</dd>
          <dt>Subject</dt>
          <dd>${subject}</dd>
          <dt>Scopes</dt>
          <dd>${scopes.join(', ') || 'none'}</dd>
          <dt>Expires</dt>
          <dd><${Expiry} at=${expires} onEnd=${() => session.end('The token has expired.')} /></dd>
        </dl>
        <button type="button" onClick=${() => session.end()}>Forget the token</button>
      </div>
    </details>
  `;
}

const THEMES = { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' };
const SIGNS = { auto: '◐', light: '☀', dark: '☾' };
const STORED = 'querybatch.theme';

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dispatchEvent(new Event('themechange'));
}

/** The only thing that the console keeps in the browser. */
const stored = () => (localStorage.getItem(STORED) in THEMES ? localStorage.getItem(STORED) : 'auto');

applyTheme(stored());

function ThemeSwitch() {
  const [theme, setTheme] = useState(stored());
  const next = () => {
    const names = Object.keys(THEMES);
    const chosen = names[(names.indexOf(theme) + 1) % names.length];
    localStorage.setItem(STORED, chosen);
    applyTheme(chosen);
    setTheme(chosen);
  };
  return html`
    <button type="button" class="icon" title=${THEMES[theme]} aria-label=${THEMES[theme]} onClick=${next}>${SIGNS[theme]}</button>
  `;
}
