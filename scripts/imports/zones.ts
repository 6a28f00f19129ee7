/** A part of the repository with its own rules about what it may import. */
export interface Zone {
  /** Folder of its sources, from the root of the checkout. */
  folder: string;
  /** Packages of ours that it may use. */
  ours: readonly PackageName[];
  /** Packages of ours of which it may use types only. */
  oursTypesOnly?: readonly PackageName[];
  /** Modules that are granted to it: every other zone is refused those in `RESTRICTED`. */
  granted?: readonly Grant[];
}

type PackageName =
  | 'schema'
  | 'audio'
  | 'text'
  | 'runpod'
  | 'speech'
  | 'gateway'
  | 'linacodec'
  | 'nano'
  | 'emulator'
  | 'player'
  | 'studio'
  | 'workers'
  | 'sidecar';

/** Leave to import a restricted family of modules. */
export interface Grant {
  family: Family;
  /** Only from these files, when given. */
  files?: readonly string[];
  /** From one file only, whichever it is. */
  once?: boolean;
}

export type Family = keyof typeof RESTRICTED;

/** Modules that tie code to a platform or a framework: how they are recognised, and what to use in their place. */
export const RESTRICTED = {
  node: {
    pattern: /^node:/,
    instead: 'a Web-standard API, or a value that workers/src/index.ts or sidecar/src/main.ts passes in',
  },
  cloudflare: {
    pattern: /^(cloudflare:|@cloudflare\/)/,
    instead: 'workers/src/index.ts, which passes on what it finds as a plain value',
  },
  hono: {
    pattern: /^(@hono\/|hono(\/|$))/,
    instead: 'a plain function that a route in packages/gateway, workers/src or sidecar/src calls',
  },
  onnxruntime: {
    pattern: /^onnxruntime/,
    instead: 'packages/linacodec, whose session is the only one that talks to onnxruntime',
  },
} as const satisfies Record<string, { pattern: RegExp; instead: string }>;

const NODE: Grant = { family: 'node' };
const HONO: Grant = { family: 'hono' };

/** Who may import whom, in the order of the data. */
export const ZONES: readonly Zone[] = [
  { folder: 'packages/schema/src', ours: [] },
  { folder: 'packages/audio/src', ours: [] },
  { folder: 'packages/text/src', ours: [], oursTypesOnly: ['schema'] },
  { folder: 'packages/runpod/src', ours: ['schema', 'audio'] },
  { folder: 'packages/speech/src', ours: ['schema', 'audio', 'text', 'runpod'] },
  { folder: 'packages/gateway/src', ours: ['schema', 'audio', 'text', 'runpod', 'speech'], granted: [HONO] },
  {
    folder: 'packages/linacodec/src',
    ours: ['schema'],
    granted: [
      { family: 'node', once: true },
      { family: 'onnxruntime', once: true },
    ],
  },
  {
    folder: 'packages/emulator/src',
    ours: ['audio', 'nano'],
    granted: [NODE, { family: 'onnxruntime', once: true }],
  },
  // Inside its package the core is on its own: portable tests run it in every runtime.
  { folder: 'packages/emulator/src/core', ours: ['audio', 'nano'] },
  { folder: 'packages/player/src', ours: ['audio'], oursTypesOnly: ['schema'] },
  { folder: 'packages/studio/src', ours: ['audio', 'player'], oursTypesOnly: ['schema'] },
  {
    folder: 'workers/src',
    ours: ['schema', 'audio', 'text', 'runpod', 'speech', 'gateway', 'player', 'studio'],
    // A container's object is a class that extends the platform's own.
    granted: [HONO, { family: 'cloudflare', files: ['workers/src/index.ts', 'workers/src/sidecar-container.ts'] }],
  },
  {
    folder: 'sidecar/src',
    ours: ['schema', 'audio', 'text', 'runpod', 'speech', 'gateway', 'linacodec'],
    granted: [HONO, NODE],
  },
];

/** Composition roots: they import, and nobody imports them. */
export const ROOTS: readonly RegExp[] = [
  /^(workers|sidecar)\/src\/(index|main)\.ts$/,
  /^packages\/[^/]+\/src\/main\.ts$/,
];
