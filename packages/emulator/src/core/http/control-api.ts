import { parseEndpointConfig } from '../endpoint-config.ts';
import { parseFaultRule } from '../faults/fault-rules.ts';
import { jobRecord } from '../job/job-record.ts';
import { MAX_RUN_BYTES } from '../limits.ts';
import type { Platform } from '../platform.ts';
import { readJsonBody } from './read-json-body.ts';
import { errorReply, json } from './replies.ts';

/** Answers `/_emulator/...`, which is for tests and asks for no key; `path` is what follows `/_emulator`. */
export async function controlApi(platform: Platform, path: readonly string[], request: Request): Promise<Response> {
  const [what, id] = path;
  switch (`${request.method} ${what}`) {
    case 'GET jobs':
      return json({ jobs: platform.jobs().map(jobRecord) });
    case 'POST faults':
      platform.rules.add(parseFaultRule(await readJsonBody(request, MAX_RUN_BYTES)));
      return json({ added: true }, 201);
    case 'DELETE faults':
      platform.rules.clear();
      return json({ cleared: true });
    case 'PUT endpoints': {
      const patch = parseEndpointConfig(await readJsonBody(request, MAX_RUN_BYTES), 'endpoint');
      return id ? json(platform.configure(id, patch)) : errorReply(404, 'name the endpoint: /_emulator/endpoints/{id}');
    }
    default:
      return errorReply(404, 'GET jobs, POST faults, DELETE faults, PUT endpoints/{id}');
  }
}
