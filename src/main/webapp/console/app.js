import { Api } from './api.js';
import { Header } from './components/header.js';
import { BatchList } from './model/batches.js';
import { Items } from './model/draft.js';
import { KeyList } from './model/keys.js';
import { Operations } from './model/operations.js';
import { ScheduleList } from './model/schedules.js';
import { Session } from './model/session.js';
import { html, useEffect, useMemo, useRef, useSource, useState } from './ui.js';
import { ApiView } from './views/api.js';
import { BatchView } from './views/batch.js';
import { BatchesView } from './views/batches.js';
import { BuilderView } from './views/builder.js';
import { KeysView } from './views/keys.js';
import { LoginView } from './views/login.js';
import { NewKeyView } from './views/new-key.js';
import { OperationsView } from './views/operations.js';
import { ResultView } from './views/result.js';
import { ScheduleView } from './views/schedule.js';
import { SchedulesView } from './views/schedules.js';
import { SourceView } from './views/source.js';
import { SourcesView } from './views/sources.js';

const session = new Session();

/** What every view works with. A new token is another caller, who sees other things: everything begins anew. */
const begin = () => {
  const api = new Api(session);
  return {
    api,
    session,
    list: new BatchList(api),
    schedules: new ScheduleList(api),
    items: new Items(),
    operations: new Operations(api),
    keys: new KeyList(api),
  };
};

const NewScheduleView = (tools) => html`<${BuilderView} ...${tools} repeats=${true} />`;

const ROUTES = [
  [/^\/batches$/, BatchesView, 'Batches'],
  [/^\/new(?:\/([^/]+))?$/, BuilderView, 'New batch'],
  [/^\/batches\/([^/]+)$/, BatchView, 'Batch'],
  [/^\/batches\/([^/]+)\/(\d+)$/, ResultView, 'Result'],
  [/^\/schedules$/, SchedulesView, 'Schedules'],
  [/^\/schedules\/new$/, NewScheduleView, 'New schedule'],
  [/^\/schedules\/([^/]+)$/, ScheduleView, 'Schedule'],
  [/^\/sources$/, SourcesView, 'Data sources'],
  [/^\/sources\/([^/]+)$/, SourceView, 'Data source'],
  [/^\/operations$/, OperationsView, 'Operations'],
  [/^\/keys$/, KeysView, 'API keys'],
  [/^\/keys\/new$/, NewKeyView, 'New API key'],
  [/^\/api(?:\/([^/]+))?$/, ApiView, 'API'],
];

/** The view of an address: it is behind the `#`, so the server has one page only. */
function find(path) {
  for (const [pattern, View, title] of ROUTES) {
    const match = pattern.exec(path);
    if (match) {
      return { View, title, inputs: match.slice(1).map((input) => input && decodeURIComponent(input)) };
    }
  }
  return { View: BatchesView, title: 'Batches', inputs: [] };
}

const path = () => location.hash.slice(1) || '/batches';

function usePath() {
  const [current, setCurrent] = useState(path());
  useEffect(() => {
    const follow = () => setCurrent(path());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return current;
}

export function App() {
  useSource(session);
  const current = usePath();
  const tools = useMemo(begin, [session.token]);
  const { View, title, inputs } = find(current);
  // Anybody may read how to use the API.
  const isOpen = session.token || View === ApiView;
  const shown = isOpen ? title : 'Sign in';
  const begun = useRef(false);
  useEffect(() => {
    document.title = `${shown} · Querybatch`;
    if (begun.current) {
      // Who uses a screen reader or the keyboard goes on where the new view begins.
      document.querySelector('main').focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    begun.current = true;
  }, [current, shown]);
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <${Header} session=${session} current=${current} />
    <main id="main" tabindex="-1">
      ${isOpen ? html`<${View} key=${current} ...${tools} inputs=${inputs} />` : html`<${LoginView} session=${session} />`}
    </main>
  `;
}

function skip(event) {
  // Not by the link: the address behind the # is the view.
  event.preventDefault();
  document.querySelector('main').focus();
}
