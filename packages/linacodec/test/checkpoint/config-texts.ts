import { parse, stringify } from 'yaml';
import { checkpointFiles } from './checkpoint-files.ts';

/** The two configurations of a checkpoint, as YAML. */
export interface ConfigTexts {
  model: string;
  vocoder: string;
}

/** Where keys are that belong to no other part. */
const ROOTS = { model: 'model.init_args.', vocoder: '' } as const;

/** The configurations of one of the small checkpoints. */
export function configTexts(name: 'tiny-12hz' | 'tiny-25hz'): ConfigTexts {
  const files = checkpointFiles(name);
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { model: decode(files['config.yaml']), vocoder: decode(files['vocoder/config.yaml']) };
}

/**
 * Configurations with keys set, or taken out where the value is undefined. Keys are paths with dots; those of the model
 * begin below its `init_args`.
 */
export function withKeys(
  texts: ConfigTexts,
  file: keyof ConfigTexts,
  keys: Readonly<Record<string, unknown>>,
): ConfigTexts {
  const root: unknown = parse(texts[file]);
  for (const [key, value] of Object.entries(keys)) setKey(root, `${ROOTS[file]}${key}`.split('.'), value);
  return { ...texts, [file]: stringify(root) };
}

function setKey(target: unknown, [key = '', ...rest]: string[], value: unknown): void {
  if (typeof target !== 'object' || target === null) throw new RangeError(`no such part: ${key}`);
  if (rest.length > 0) setKey(Reflect.get(target, key), rest, value);
  else if (value === undefined) Reflect.deleteProperty(target, key);
  else Reflect.set(target, key, value);
}
