import { arch, availableParallelism, cpus, platform, readFileSync } from './node.ts';

/** What models are built for. */
export interface Machine {
  /** Threads that run at the same time. */
  cores: number;
  /** Names the processor as exactly as the system tells: packed weights fit no other kind. */
  processor: string;
  /** Largest 8-bit weight whose products the processor adds up without overflow. */
  int8Limit: number;
}

/** 8-bit products are added up in 32 bits with these; without them in 16 bits, which 7-bit weights cannot overflow. */
const WIDE_SUMS = /\b(avx512_vnni|avx_vnni|asimddp)\b/;

/** Looks at the machine that this runs on. */
export function thisMachine(): Machine {
  const features = processorFeatures();
  const wide = WIDE_SUMS.test(features) || (platform() === 'darwin' && arch() === 'arm64');
  const model = cpus()[0]?.model ?? 'unknown';
  return {
    cores: availableParallelism(),
    processor: `${platform()} ${arch()} ${model} ${features}`,
    int8Limit: wide ? 127 : 63,
  };
}

/** The feature flags of the first core, where the system has a file of them. */
function processorFeatures(): string {
  try {
    return /^(?:flags|Features)\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
