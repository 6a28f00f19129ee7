import type { CliSystem } from '../../src/cli/cli-system.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { FakeDecoder } from './fake-decoder.ts';
import { FakeFiles } from './fake-files.ts';

/** Bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A world for the command line, in memory. Each decode takes a second on its clock. */
export class FakeSystem implements CliSystem {
  version = '1.2.3';
  env: Record<string, string | undefined> = {};
  readonly interruption = new AbortController();
  readonly interrupted = this.interruption.signal;
  readonly files = new FakeFiles();
  readonly decoder = new FakeDecoder();
  stdin: AsyncIterable<Uint8Array> = fromTexts([]);
  /** All bytes that went to standard output. */
  written: number[] = [];
  /** All text that went to standard error. */
  errors = '';
  /** What the progress bar showed, and `clear`. */
  readonly bar: string[] = [];
  readonly fetched: string[] = [];
  clockMs = 0;

  constructor() {
    this.decoder.before = async () => {
      this.clockMs += 1000;
    };
  }

  readonly stdout = {
    isTerminal: false,
    write: async (bytes: Uint8Array): Promise<void> => {
      this.written.push(...bytes);
    },
  };

  readonly stderr = {
    isTerminal: false,
    write: (text: string) => {
      this.errors += text;
    },
  };

  now = () => this.clockMs;

  unique = () => 'abc';

  createBar = () => ({
    update: (done: number, label: string) => void this.bar.push(`${label} ${done}`),
    clear: () => void this.bar.push('clear'),
  });

  openDecoder: CliSystem['openDecoder'] = async (options) => {
    this.decoder.opened = options;
    return this.decoder;
  };

  fetchModel: CliSystem['fetchModel'] = async ({ model }) => {
    this.fetched.push(model);
    return '/cache/model';
  };

  /** Text that went to standard output. */
  get text(): string {
    return new TextDecoder().decode(Uint8Array.from(this.written));
  }

  /** Runs a command line, split at spaces. */
  run(line: string): Promise<number> {
    return runCli(line.split(' ').filter(Boolean), this);
  }
}

/** A source that gives texts as bytes. */
export async function* fromTexts(texts: Iterable<string>): AsyncGenerator<Uint8Array, void, void> {
  for (const text of texts) yield utf8(text);
}
