import { useCallback, useEffect, useRef, useState } from 'react';

/** Something that is asked for, or was. */
export interface Loaded<T> {
  /** The last that came; undefined before the first, and after a failure. */
  value?: T;
  error?: unknown;
  /** Asks again. */
  retry(): void;
}

/**
 * Asks for something, and again when `load` changes; an answer to an earlier question is passed over.
 * @param load kept by the caller as long as the question is the same; undefined asks nothing.
 */
export function useLoaded<T>(load: ((signal: AbortSignal) => Promise<T>) | undefined): Loaded<T> {
  const [loaded, setLoaded] = useState<Pick<Loaded<T>, 'value' | 'error'>>({});
  const question = useRef<AbortController>(undefined);
  const ask = useCallback(() => {
    question.current?.abort();
    if (load === undefined) return;
    const own = new AbortController();
    question.current = own;
    const { signal } = own;
    load(signal).then(
      (value) => signal.aborted || setLoaded({ value }),
      (error: unknown) => signal.aborted || setLoaded({ error }),
    );
  }, [load]);
  useEffect(() => {
    ask();
    return () => question.current?.abort();
  }, [ask]);
  return { ...loaded, retry: ask };
}
