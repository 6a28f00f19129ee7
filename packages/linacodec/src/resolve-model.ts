import { fetchModel } from './hub/fetch-model.ts';
import type { FetchProgress } from './hub/fetch-progress.ts';
import { hubSettings, hubToken } from './hub/hub-settings.ts';
import { parseRepo } from './hub/repo-reference.ts';
import { createNodeFiles } from './platform/hub-files.ts';
import { createRequire, dirname, isAbsolute, resolve, stat } from './platform/node.ts';

/** The small voice that comes with the package. */
const BUILT_IN = 'nano';

/** A model that was asked for by a name that leads nowhere. */
export class ModelNotFoundError extends Error {
  readonly code = 'model_not_found';
  readonly retryable = false;

  constructor(model: string) {
    super(
      `there is no model '${model}': give a folder with the four files of a checkpoint, a Hugging Face repository such ` +
        `as YatharthS/LinaCodec, or ${BUILT_IN}`,
    );
    this.name = 'ModelNotFoundError';
  }
}

/** How a model is asked for. */
export interface ModelRequest {
  /** A folder, `owner/name[@revision]` on the hub, or `nano`. */
  model: string;
  env: Readonly<Record<string, string | undefined>>;
  signal?: AbortSignal;
  onFetchProgress?: (progress: FetchProgress) => void;
  notice?: (line: string) => void;
}

/**
 * The folder of a model, downloaded if need be. A folder that exists goes before a repository of the same name. Throws
 * a ModelNotFoundError or a HubError.
 */
export async function resolveModel({ model, env, signal, onFetchProgress, notice }: ModelRequest): Promise<string> {
  if (model === BUILT_IN) return dirname(createRequire(import.meta.url).resolve('@voxlane/nano/config.yaml'));
  const found = model === '' ? undefined : await stat(resolve(model)).catch(() => undefined);
  if (found?.isDirectory()) return resolve(model);
  const reference = isAbsolute(model) ? undefined : parseRepo(model);
  if (reference === undefined) throw new ModelNotFoundError(model);
  const settings = hubSettings(env);
  const platform = createNodeFiles();
  const { folder } = await fetchModel({
    ...reference,
    cacheFolder: resolve(settings.cacheFolder),
    endpoint: settings.endpoint,
    offline: settings.offline,
    token: await hubToken(settings, platform),
    platform,
    ...(signal && { signal }),
    ...(onFetchProgress && { onProgress: onFetchProgress }),
    ...(notice && { notice }),
  });
  return folder;
}
