import { html } from '../ui.js';

const MARKS = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/;

function part(text) {
  if (text.startsWith('`')) {
    return html`<code>${text.slice(1, -1)}</code>`;
  }
  if (text.startsWith('**')) {
    return html`<strong>${text.slice(2, -2)}</strong>`;
  }
  return text.startsWith('*') && text.length > 2 ? html`<em>${text.slice(1, -1)}</em>` : text;
}

/** A text with code and emphasis in it, as Markdown has them. */
export const Phrase = ({ text = '' }) => text.split(MARKS).map(part);

/** The same with paragraphs. */
export const Prose = ({ text = '' }) =>
  text
    .trim()
    .split(/\n\n+/)
    .map((paragraph) => html`<p><${Phrase} text=${paragraph} /></p>`);
