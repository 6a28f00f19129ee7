import { describe, expect, it } from 'vitest';
import { runSystem, type System } from './run-system.ts';
import type { Service } from './service.ts';

/** A service that is a line of JavaScript. */
function service(name: string, script: string): Service {
  const noiseFilter = () => (line: string) => line.startsWith('noise');
  return { name, command: [process.execPath, '-e', script], env: {}, noiseFilter };
}

const STAYS = 'setInterval(() => {}, 1000)';

/** Runs a system and records what it prints; `ready` may end the waiting, `onPrint` may stop the system. */
async function run(system: Partial<System>, onPrint: (line: string, stop: () => void) => void = () => {}) {
  const stop = new AbortController();
  const lines: string[] = [];
  const print = (line: string) => {
    lines.push(line);
    onPrint(line, () => stop.abort());
  };
  const defaults: System = {
    cwd: process.cwd(),
    services: [service('one', STAYS)],
    untilReady: async () => {},
    greeting: 'ready',
    print,
    printError: print,
  };
  return { code: await runSystem({ ...defaults, ...system }, stop.signal), lines };
}

const never = (stopped: AbortSignal) =>
  new Promise<void>((_, reject) => {
    stopped.throwIfAborted();
    stopped.addEventListener('abort', () => reject(stopped.reason), { once: true });
  });

describe('runSystem', () => {
  it('greets once it is ready, and ends well when it is stopped', async () => {
    expect(await run({}, (_, stop) => stop())).toEqual({ code: 0, lines: ['ready'] });
  });

  it('prints lines of services as they come after the greeting, without noise', async () => {
    const chatty = service('chatty', `setInterval(() => console.log('\\u001b[31mnoise\\nline'), 10)`);
    const { lines } = await run({ services: [chatty] }, (line, stop) => line === 'line' && stop());
    expect(lines.slice(0, 2)).toEqual(['ready', 'line']);
    expect(lines).not.toContain('noise');
  });

  it('shows what was said and who died when a service ends before all is ready', async () => {
    const broken = service('edge', `console.log('reading'); process.exitCode = 3`);
    const { code, lines } = await run({ services: [service('one', STAYS), broken], untilReady: never });
    expect(code).toBe(1);
    expect(lines).toEqual(['reading', 'The edge ended (exit code 3).']);
  });

  it('shows complaints at once, without waiting for what becomes of them', async () => {
    const broken = service('edge', `console.error('no such file'); ${STAYS}`);
    const seen = await run({ services: [broken], untilReady: never }, (_, stop) => stop());
    expect(seen).toEqual({ code: 0, lines: ['no such file'] });
  });

  it('ends all when one dies later', async () => {
    const short = service('emulator', `process.stdin.resume(); setTimeout(() => process.kill(process.pid), 50)`);
    const { code, lines } = await run({ services: [short, service('one', STAYS)] });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe('The emulator ended (SIGTERM).');
  });

  it('fails with the reason when it does not get ready', async () => {
    const untilReady = async () => Promise.reject(new Error('Not ready after 60 s.'));
    expect(await run({ untilReady })).toEqual({ code: 1, lines: ['Not ready after 60 s.'] });
  });

  it('says which program is missing', async () => {
    const missing = { ...service('edge', ''), command: ['no-such-program'] };
    const { code, lines } = await run({ services: [missing], untilReady: never });
    expect(code).toBe(1);
    expect(lines[0]).toContain('The edge could not be started: spawn no-such-program ENOENT');
  });

  it('does not greet when it is stopped while it starts', async () => {
    const system = { services: [service('one', `console.log('starting'); ${STAYS}`)], untilReady: never };
    const stop = AbortSignal.abort();
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const code = await runSystem({ cwd: process.cwd(), greeting: 'ready', print, printError: print, ...system }, stop);
    expect({ code, lines }).toEqual({ code: 0, lines: [] });
  });
});
