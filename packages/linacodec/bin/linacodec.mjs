#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Plain JavaScript that any Node runs. The program itself is TypeScript: a Node that cannot read it hands over to the
 * Node that is installed next to the package.
 */
const NEEDED = 'Node 22.18 or newer (https://nodejs.org)';
const FOLDER = dirname(fileURLToPath(import.meta.url));
const PROGRAM = join(FOLDER, '..', 'src', 'main.ts');
const NODE = join('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The installed Node in the nearest folder above that has one.
 * @param {string} folder
 * @returns {string | undefined}
 */
function findNode(folder) {
  const path = join(folder, NODE);
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : findNode(above);
}

/**
 * Runs the program on another Node in our place. Signals are handed on, and it decides how to end.
 * @param {string} node
 */
function handOver(node) {
  const child = spawn(node, [PROGRAM, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`linacodec: ${message}\n`);
  process.exit(1);
}

if (process.features.typescript) {
  await import('../src/main.ts');
} else {
  const node = findNode(FOLDER);
  if (node !== undefined) handOver(node);
  else fail(`Node ${process.versions.node} does not read TypeScript; it takes ${NEEDED}`);
}
