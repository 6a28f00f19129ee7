import { join, parentPort, workerData } from '../platform/node.ts';
import { DecoderModels } from '../session/decoder-models.ts';
import { openModels } from '../session/open-models.ts';
import type { ThreadSetup } from './protocol.ts';
import { serveJobs } from './serve-jobs.ts';

/** Entry of a decode thread. A model that cannot be loaded ends the thread with the error. */

const { models: folder, config, threads } = workerData as ThreadSetup;
const models = new DecoderModels(config, await openModels((name) => join(folder, name), threads));
const serve = serveJobs(
  models,
  (reply, transfer) => parentPort?.postMessage(reply, transfer),
  () => parentPort?.close(),
);
parentPort?.on('message', serve);
parentPort?.postMessage({ kind: 'ready' });
