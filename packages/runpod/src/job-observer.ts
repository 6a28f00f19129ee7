/** Told about a job while it runs. */
export interface JobObserver {
  /** The job exists. */
  onJob: (id: string) => void;
  /** A worker has taken the job. */
  onRunning: () => void;
  /** A chunk has come, audio or tokens: called for each, in playing order, before it is handed on. */
  onChunk: () => void;
}
