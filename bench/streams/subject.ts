import type { SidecarSettings } from '../lane/sidecar-process.ts';

/** A decoder whose streams are counted. */
export interface Subject {
  /** As figures call it. */
  name: string;
  /** Settings of the sidecar that make it so. */
  settings: SidecarSettings;
}
