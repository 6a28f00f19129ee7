import type { Theme } from '../hooks/use-theme.ts';
import { Icon } from './icon.tsx';

interface SiteHeaderProps {
  theme: Theme;
  onTheme(): void;
  hasKey: boolean;
  keyOpen: boolean;
  onKey(): void;
}

/** Name of the place, and what belongs to the whole page. */
export function SiteHeader({ theme, onTheme, hasKey, keyOpen, onKey }: SiteHeaderProps) {
  return (
    <header className="site-header">
      <h1>
        <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <path d="M5 14v4m7-9v14m7-11v8m7-5v2" />
        </svg>
        Voxlane
      </h1>
      <div className="header-tools">
        <button
          type="button"
          className="quiet key-btn"
          aria-expanded={keyOpen}
          aria-controls="key-form"
          onClick={onKey}
        >
          <Icon name="key" />
          {hasKey ? 'API key set' : 'API key'}
        </button>
        <button
          type="button"
          className="quiet icon-only theme-btn"
          title={`Colours: ${theme}`}
          aria-label={`Colours: ${theme}. Change`}
          onClick={onTheme}
        >
          <Icon name={theme} />
        </button>
      </div>
    </header>
  );
}
