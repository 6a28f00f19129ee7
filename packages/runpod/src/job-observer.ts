/** Told about a job while it runs. */
export interface JobObserver {
  /** The job exists. */
  onJob: (id: string) => void;
  /** A worker has taken the job. */
  onRunning: () => void;
}
