import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTerminalBar } from './terminal-bar.ts';

/** A terminal that only collects what is written; the bar asks it for nothing else. */
function fakeTerminal() {
  const state = { text: '' };
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  stream.on('data', (bytes) => {
    state.text += String(bytes);
  });
  return { stream, state };
}

describe('createTerminalBar', () => {
  it('draws the label and the percentage, and can be drawn again after it was cleared', () => {
    const { stream, state } = fakeTerminal();
    const bar = createTerminalBar(stream);
    bar.update(0.256, 'fetching');
    expect(state.text).toContain('fetching [');
    expect(state.text).toContain('] 25%');
    bar.clear();
    state.text = '';
    bar.update(1, 'decoding');
    expect(state.text).toContain('decoding [');
    expect(state.text).toContain('] 100%');
    bar.clear();
  });

  it('leaves an empty line and the cursor as it was', () => {
    const { stream, state } = fakeTerminal();
    const bar = createTerminalBar(stream);
    bar.update(0.5, 'x');
    bar.clear();
    expect(state.text).not.toContain('\n');
    expect(state.text).not.toContain('\u001b[?25l');
    expect(state.text).not.toContain('\u001b[?7l');
    expect(state.text.endsWith('\u001b[2K')).toBe(true);
  });

  it('listens to no signal', () => {
    const before = process.listenerCount('SIGINT');
    const bar = createTerminalBar(fakeTerminal().stream);
    bar.update(0.5, 'x');
    expect(process.listenerCount('SIGINT')).toBe(before);
    bar.clear();
  });
});
