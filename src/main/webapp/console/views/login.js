import { html, useState } from '../ui.js';

/** Asks for a token. */
export function LoginView({ session }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(null);
  const begin = (event) => {
    event.preventDefault();
    try {
      session.begin(text);
    } catch (error) {
      setWrong(error.message);
    }
  };
  const problem = wrong ?? session.ended;
  return html`
    <section class="login card">
      <h1>Sign in with a token</h1>
      <p class="muted">
        Paste the token that you use for the API. It stays in this page's memory: reloading or closing the page forgets it.
      </p>
      ${problem && html`<div class="message bad" role="alert">${problem}</div>`}
      <form onSubmit=${begin}>
        <label for="token">Token</label>
        <textarea id="token" class="code" rows="5" required autocomplete="off" autocapitalize="off" spellcheck=${false}
          placeholder="eyJhbGciOi…" value=${text} aria-invalid=${wrong ? 'true' : null}
          onInput=${(event) => setText(event.target.value)}></textarea>
        <button class="primary" type="submit">Sign in</button>
      </form>
      <details>
        <summary>Where do I get one?</summary>
        <p>From whoever runs this server. In development mode make one yourself, in the folder of the project:</p>
        <pre class="code" tabindex="0" aria-label="Command">java -jar target/querybatch-cli.jar token --tenant acme \\
  --scope "ds_queries_run ds_accounts_read"</pre>
        <p><code>ds_queries_run</code> is for batches and results, <code>ds_accounts_read</code> for lists of accounts.</p>
      </details>
    </section>
  `;
}
