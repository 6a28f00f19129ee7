import { type Lane, sidecarSettings } from './lane.ts';
import { type LaneSidecar, sidecarProcess } from './lane-sidecar.ts';

/** Starts a sidecar as a process where the one at `url` was, which has ended: edges that called that one call this. */
export function sidecarAgain(
  { running }: Lane,
  url: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<LaneSidecar> {
  return sidecarProcess({ ...sidecarSettings(running.url), PORT: new URL(url).port, ...settings });
}
