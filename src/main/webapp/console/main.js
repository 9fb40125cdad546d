import { html, render } from './ui.js';
import { App } from './app.js';

const place = document.getElementById('console');
place.replaceChildren();
render(html`<${App} />`, place);
