import { useState } from 'react';

/** Where a key outlives a reload of the page, when the visitor wants that: not longer than the tab. */
const STORED_AS = 'voxlane-key';

/** The visitor's key for the API. */
export interface ApiKey {
  /** Empty: none. */
  value: string;
  /** Whether it is kept until the tab is closed; else a reload forgets it. */
  kept: boolean;
  set(value: string, kept: boolean): void;
}

/** The key in memory, and in the storage of the tab's session when that is wanted. It goes nowhere else. */
export function useApiKey(): ApiKey {
  const [key, setKey] = useState(storedKey);
  const set = (value: string, kept: boolean) => {
    store(kept ? value : '');
    setKey({ value, kept });
  };
  return { ...key, set };
}

function storedKey(): { value: string; kept: boolean } {
  try {
    const value = sessionStorage.getItem(STORED_AS) ?? '';
    return { value, kept: value !== '' };
  } catch {
    return { value: '', kept: false };
  }
}

function store(value: string): void {
  try {
    if (value === '') sessionStorage.removeItem(STORED_AS);
    else sessionStorage.setItem(STORED_AS, value);
  } catch {
    // A browser without storage keeps it in memory all the same.
  }
}
