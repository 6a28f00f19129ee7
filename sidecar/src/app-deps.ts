import type { GatewayDeps } from '@voxlane/gateway';
import type { probeService } from '@voxlane/speech';
import type { WaitingLine } from './admission/waiting-line.ts';
import type { DecodeReport } from './codec/codec-decoder.ts';
import type { CodecModel } from './codec/codec-model.ts';
import type { SidecarConfig } from './config/read-config.ts';

/** Everything the sidecar touches outside itself; the composition root fills it in, tests stand in for it. */
export interface AppDeps extends GatewayDeps {
  config: SidecarConfig;
  model: CodecModel;
  admission: WaitingLine;
  probeService: typeof probeService;
  /** Hears what decoding a stream took. */
  onDecoded: (report: DecodeReport) => void;
  /** The metrics in Prometheus' text format, and its content type. */
  metrics: () => Promise<{ text: string; type: string }>;
}
