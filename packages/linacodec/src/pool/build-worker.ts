import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { buildFiles } from '../platform/build-files.ts';
import { checkpointFolder } from '../platform/checkpoint-folder.ts';
import { parentPort, workerData } from '../platform/node.ts';
import { buildModels } from '../session/build-models.ts';
import type { BuildReply, BuildSetup } from './build-protocol.ts';

/** Entry of the thread that builds models. Errors other than of the checkpoint end it. */

const { checkpoint: path, folder, int8Limit } = workerData as BuildSetup;
const reply = (message: BuildReply) => parentPort?.postMessage(message);
try {
  const checkpoint = await openCheckpoint(checkpointFolder(path));
  await buildModels(checkpoint, folder, buildFiles, int8Limit);
  reply({ built: { config: checkpoint.config, parameters: checkpoint.parameters } });
} catch (error) {
  if (!(error instanceof CheckpointError)) throw error;
  const { file, tensor, found, expected } = error;
  reply({ fault: { file, found, expected, ...(tensor !== undefined && { tensor }) } });
}
