import type { RequestRecord } from '../log/request-record.ts';

/**
 * The stages of a request on its way to its first audio, in milliseconds by name; what is unknown is left out. A
 * sidecar's stages stand under the same names as if they had been taken here, its total as `sidecar`.
 *
 * `wait`: for a place among those that speak at once. `queue`: until a GPU worker had the job. `first-chunk`: until its
 * first chunk was in hand. `decode`: from there to the first audio, which tokens take longest to become. `first-audio`
 * counts from the order, `total` from the request's arrival.
 */
export function stagesOf(record: RequestRecord, now: number): Record<string, number> {
  const { report, waitMs } = record;
  const { total: sidecar, ...stages } = report?.sidecarMs ?? {};
  return known({
    ...stages,
    wait: waitMs ?? stages.wait,
    queue: report?.queueMs,
    'first-chunk': report?.firstChunkMs,
    decode: decodeMs(record) ?? stages.decode,
    sidecar,
    'first-audio': report?.firstAudioMs,
    total: now - record.startedAt,
  });
}

/** `Server-Timing` in the syntax of W3C Server Timing: one decimal, since a stage may take less than a millisecond. */
export function serverTiming(record: RequestRecord, now: number): string {
  return Object.entries(stagesOf(record, now))
    .map(([name, ms]) => `${name};dur=${Math.round(ms * 10) / 10}`)
    .join(', ');
}

/** Without a sidecar between, first chunk and first audio were taken by one clock. */
function decodeMs({ report }: RequestRecord): number | undefined {
  if (report?.firstAudioMs === undefined || report.firstChunkMs === undefined) return undefined;
  return Object.keys(report.sidecarMs).length > 0 ? undefined : report.firstAudioMs - report.firstChunkMs;
}

function known(stages: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(stages).filter((stage): stage is [string, number] => stage[1] !== undefined),
  );
}
