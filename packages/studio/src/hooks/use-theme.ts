import { useEffect, useState } from 'react';

/** Light or dark, or whatever the system has. */
export type Theme = 'system' | 'light' | 'dark';

const STORED_AS = 'voxlane-theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** The theme of the page, which the browser remembers, and a step to the next one. */
export function useTheme(): { theme: Theme; next(): void } {
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    store(theme);
  }, [theme]);
  const next = () => setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system');
  return { theme, next };
}

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return THEMES.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(STORED_AS, theme);
  } catch {
    // A browser without storage has the theme for this visit.
  }
}
