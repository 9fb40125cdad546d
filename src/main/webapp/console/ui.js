/** The one place that knows which library draws the console. */
export {
  html,
  render,
  useEffect,
  useMemo,
  useRef,
  useState,
} from './vendor/preact/htm-preact-standalone-3.1.1.js';

import { useEffect, useState } from './vendor/preact/htm-preact-standalone-3.1.1.js';

/**
 * What an asynchronous function gives: `{data, error, loading, reload}`. Runs again when an input changes; what an earlier
 * run gives afterwards is dropped, and its request is aborted.
 *
 * @param {(signal: AbortSignal) => Promise<any>} load
 * @param {any[]} inputs
 */
export function useLoad(load, inputs) {
  const [state, setState] = useState({ loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    load(abort.signal).then(
      (data) => abort.signal.aborted || setState({ data, loading: false }),
      (error) => abort.signal.aborted || setState({ error, loading: false }),
    );
    return () => abort.abort();
  }, [...inputs, round]);
  return { ...state, reload: () => setRound((n) => n + 1) };
}

/** Draws again whenever the source says so; returns the source. */
export function useSource(source) {
  const [, setRound] = useState(0);
  useEffect(() => source.subscribe(() => setRound((n) => n + 1)), [source]);
  return source;
}
