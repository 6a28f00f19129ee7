import type { Failure } from '../speech/failure.ts';

interface FailureNoticeProps {
  failure: Failure;
  className?: string;
  onRetry(): void;
  onKey(): void;
}

/** What went wrong and what to do about it, with a button that does it where one can. */
export function FailureNotice({ failure, className = '', onRetry, onKey }: FailureNoticeProps) {
  const { title, detail, advice, action } = failure;
  return (
    <div className={`notice error ${className}`} role="alert">
      <p>
        <strong>{title}.</strong> {advice}
      </p>
      {detail !== undefined && <p className="detail">{detail}</p>}
      {action === 'retry' && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
      {action === 'key' && (
        <button type="button" onClick={onKey}>
          Enter a key
        </button>
      )}
    </div>
  );
}
