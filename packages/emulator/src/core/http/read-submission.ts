import type { MetFaults } from '../faults/fault-rules.ts';
import { type Faults, parseFaults } from '../faults/faults.ts';
import type { JobOrder } from '../job/job.ts';
import {
  DEFAULT_EXECUTION_TIMEOUT_MS,
  DEFAULT_TTL_MS,
  MAX_POLICY_MS,
  MAX_RUN_BYTES,
  MAX_RUNSYNC_BYTES,
  MIN_EXECUTION_TIMEOUT_MS,
  MIN_TTL_MS,
  RUN_RETENTION_MS,
  RUNSYNC_RETENTION_MS,
} from '../limits.ts';
import type { Platform } from '../platform.ts';
import { number, ReadError } from '../reader.ts';
import { BodyError, readJsonBody } from './read-json-body.ts';

/** What a POST to `/run` or `/runsync` asks for, and what is to go wrong with it. */
export interface Submission {
  order: JobOrder;
  met: MetFaults;
}

const ttl = number(MIN_TTL_MS, MAX_POLICY_MS);
const executionTimeout = number(MIN_EXECUTION_TIMEOUT_MS, MAX_POLICY_MS);

/** Reads a submission for the endpoint. Throws a BodyError or a ReadError that says what was wrong with it. */
export async function readSubmission(
  platform: Platform,
  endpointId: string,
  request: Request,
  op: 'run' | 'runsync',
): Promise<Submission> {
  const sync = op === 'runsync';
  const maxBytes = sync ? MAX_RUNSYNC_BYTES : MAX_RUN_BYTES;
  const body = await readJsonBody(request, maxBytes);
  if (!isRecord(body.input)) throw new BodyError('input is required and must be an object');
  const { input, met } = takeFaults(platform, endpointId, request, body.input);
  const policy = isRecord(body.policy) ? body.policy : {};
  const region = platform.endpoints.get(endpointId)?.config.region ?? '';
  const id = platform.options.randomId();
  const order: JobOrder = {
    id: `${sync ? 'sync-' : ''}${id}-${region}`,
    endpointId,
    input,
    faults: met.faults,
    origin: new URL(request.url).origin,
    ttlMs: policy.ttl === undefined ? DEFAULT_TTL_MS : ttl(policy.ttl, 'policy.ttl'),
    executionTimeoutMs:
      policy.executionTimeout === undefined
        ? DEFAULT_EXECUTION_TIMEOUT_MS
        : executionTimeout(policy.executionTimeout, 'policy.executionTimeout'),
    retentionMs: sync ? RUNSYNC_RETENTION_MS : RUN_RETENTION_MS,
    maxResultBytes: maxBytes,
  };
  return { order, met };
}

/** The input as the handler gets it, and the faults: of rules, then of the header, then of `input.emulate`. */
export function takeFaults(
  platform: Platform,
  endpointId: string,
  request: Request,
  given: Record<string, unknown>,
): { input: Record<string, unknown>; met: MetFaults } {
  const { emulate, ...input } = given;
  const own = { ...headerFaults(request), ...(emulate === undefined ? {} : parseFaults(emulate, 'input.emulate')) };
  const said = [input.text, input.input, input.prompt].filter((part) => typeof part === 'string').join('\n');
  return { input, met: platform.rules.meet(endpointId, said, own) };
}

function headerFaults(request: Request): Faults {
  const header = request.headers.get('x-emulate');
  if (header === null) return {};
  try {
    return parseFaults(JSON.parse(header), 'x-emulate');
  } catch (error) {
    throw error instanceof ReadError ? error : new ReadError('the header x-emulate must be JSON');
  }
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
