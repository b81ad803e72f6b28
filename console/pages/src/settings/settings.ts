import { useSyncExternalStore } from 'react';

export type Language = 'en' | 'zh';
export type Scheme = 'auto' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

/** What a person chose; kept in this browser. */
export interface Settings {
  language: Language;
  scheme: Scheme;
  density: Density;
  /** An IANA zone, or '' for the browser's own. */
  zone: string;
  rows: number;
}

const KEY = 'belfry.settings';

const DEFAULTS: Settings = {
  language: navigator.language.startsWith('zh') ? 'zh' : 'en',
  scheme: 'auto',
  density: 'compact',
  zone: '',
  rows: 50,
};

let current: Settings = { ...DEFAULTS, ...read(KEY, {}) };
const listeners = new Set<() => void>();

export function settings(): Settings {
  return current;
}

export function changeSettings(change: Partial<Settings>) {
  current = { ...current, ...change };
  write(KEY, current);
  listeners.forEach((listener) => listener());
}

export function useSettings(): Settings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, settings);
}

/** Reads a value of this browser's storage; the fallback where storage is off or its content broken. */
export function read<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function write(key: string, value: unknown) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is off or full: the choice lasts until the page is closed.
  }
}
