import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Service } from './service.ts';

/** What a service gets to end by itself, in milliseconds; wrangler and the emulator take less than a tenth of that. */
const GRACE_MS = 4_000;
/** How long the last lines may take to come in, in milliseconds, should a grandchild keep the output open. */
const DRAIN_MS = 500;

/** A service that was started. */
export interface RunningService {
  name: string;
  /** Resolves with a sentence about its end; never rejects. */
  ended: Promise<string>;
  /** Asks it to end, kills it when it does not, and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Who is told what a service prints, line by line and without noise. */
export interface ServiceOutput {
  onLine(line: string): void;
  /** A line on stderr. */
  onError(line: string): void;
}

/** Starts a service. */
export function runService(service: Service, cwd: string, { onLine, onError }: ServiceOutput): RunningService {
  const [program = '', ...args] = service.command;
  const child = spawn(program, args, { cwd, env: service.env, stdio: ['ignore', 'pipe', 'pipe'] });
  eachLine(child.stdout, service, onLine);
  eachLine(child.stderr, service, onError);

  const { promise: ended, resolve } = Promise.withResolvers<string>();
  child.once('error', (error) => resolve(`The ${service.name} could not be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    const end = `The ${service.name} ended (${signal ?? `exit code ${code}`}).`;
    child.once('close', () => resolve(end));
    setTimeout(() => resolve(end), DRAIN_MS).unref();
  });

  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(timer);
  };
  return { name: service.name, ended, stop };
}

function eachLine(stream: Readable, service: Service, onLine: (line: string) => void): void {
  const isNoise = service.noiseFilter();
  createInterface({ input: stream }).on('line', (line) => {
    if (!isNoise(stripVTControlCharacters(line))) onLine(line);
  });
}
