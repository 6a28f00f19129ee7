import { ASK_ID } from './ask-ready.ts';

/** Wrangler on requests (the edge logs each one itself), reloads and loaded settings. */
const WRANGLER = /^(\[wrangler:info\]|\s*$|⎔|Using secrets defined in)/;

/** The log lines of the questions that `npm start` itself asks while it waits. */
const OWN_QUESTION = `"requestId":"${ASK_ID}"`;

/**
 * A stream that is broken on purpose, for that is how a listener learns that speech is incomplete, is an uncaught error
 * to the runtime, which tells of it three times or more. The edge's log line says the same with more, in one line.
 */
const BROKEN_STREAM = /^[✘X] \[ERROR\] Uncaught (exception: \S+ failed: remote\.jsg\.Error: )?Problem: /;
const STACK = /^\s*$|^\s+at \S/;

/**
 * Tells which lines of one output of the edge tell a reader nothing. It remembers whether a stack belongs to an error
 * that it left out, so each output needs a filter of its own. Lines come without colours.
 */
export function edgeNoise(): (line: string) => boolean {
  let leavingOut = false;
  return (line) => {
    leavingOut = BROKEN_STREAM.test(line) || (leavingOut && STACK.test(line));
    return leavingOut || WRANGLER.test(line) || line.includes(OWN_QUESTION);
  };
}
