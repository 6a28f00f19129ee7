import { once } from 'node:events';
import { LOOPBACK } from '../start/ports.mjs';
import { freePort, killGroup, start } from './started-system.ts';

/** The started system for tests of the page. */
export interface StudioSystem {
  url: string;
  /** Lets jobs of the emulator go wrong whose text holds `match`. */
  addFault(rule: { endpoint: string; match: string; faults: Record<string, unknown> }): Promise<void>;
  /** What became so far of the jobs whose text holds `match`. */
  jobStates(match: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts the system on free ports, with the emulator's GPUs. */
export async function startStudioSystem(settings: NodeJS.ProcessEnv = {}): Promise<StudioSystem> {
  const [edge, emulator, sidecar] = [await freePort(), await freePort(), await freePort()];
  const ports = { EDGE_PORT: `${edge}`, EMULATOR_PORT: `${emulator}`, SIDECAR_PORT: `${sidecar}` };
  const system = start({ ...ports, ...settings });
  await system.line(/^ready /);
  const emulatorUrl = `http://${LOOPBACK}:${emulator}`;
  return {
    url: `http://${LOOPBACK}:${edge}`,
    async addFault(rule) {
      const { ok, status } = await fetch(`${emulatorUrl}/_emulator/faults`, {
        method: 'POST',
        body: JSON.stringify(rule),
      });
      if (!ok) throw new Error(`The emulator took no fault: ${status}`);
    },
    async jobStates(match) {
      const response = await fetch(`${emulatorUrl}/_emulator/jobs`);
      const { jobs } = (await response.json()) as { jobs: { status: string; input: { text?: string } }[] };
      return jobs.filter(({ input }) => input.text?.includes(match)).map(({ status }) => status);
    },
    async close() {
      system.child.kill('SIGTERM');
      await once(system.child, 'close');
      if (system.child.pid !== undefined) killGroup(system.child.pid);
    },
  };
}
