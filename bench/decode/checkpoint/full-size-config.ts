import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  MODEL_CONFIG_PATH,
  VOCODER_CONFIG_PATH,
} from '../../../packages/linacodec/src/checkpoint/parse-decoder-config.ts';

/** The two configurations of a checkpoint, by the path of the file that holds them. */
export type ConfigTexts = Readonly<Record<typeof MODEL_CONFIG_PATH | typeof VOCODER_CONFIG_PATH, string>>;

const LAYOUT = 'packages/linacodec/test/data/layout-full.json';

/** Configurations of the full-size 12.5 Hz decoder. They are JSON, and so YAML. */
export async function fullSizeConfig(root: string): Promise<ConfigTexts> {
  const layout = JSON.parse(await readFile(join(root, LAYOUT), 'utf8'));
  const model = { class_path: 'linacodec.model.LinaCodecModel', init_args: layout.model_config };
  return {
    [MODEL_CONFIG_PATH]: JSON.stringify({ model }),
    [VOCODER_CONFIG_PATH]: JSON.stringify(layout.vocoder_config),
  };
}
