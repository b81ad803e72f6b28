import { useSettings, settings } from '../settings/settings';

/** Texts in both languages; the Chinese ones must have exactly the English ones' shape. */
export interface Texts<T> {
  en: T;
  zh: T;
}

/** Widens literals, so that a translation may differ. */
type Shape<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Shape<T[K]>;
};

export function defineTexts<T>(en: T, zh: Shape<T>): Texts<Shape<T>> {
  return { en: en as Shape<T>, zh };
}

export function useTexts<T>(texts: Texts<T>): T {
  return texts[useSettings().language];
}

/** For what runs outside of rendering, such as notices of a mutation. */
export function textsNow<T>(texts: Texts<T>): T {
  return texts[settings().language];
}

/** "1 task", "2 tasks", "at least 1 task": a count and what is counted; texts are counts as they are shown. */
export function plural(count: number | string, one: string, many = `${one}s`): string {
  const shown = typeof count === 'number' ? count.toLocaleString('en') : count;
  return `${shown} ${/(^| )1$/.test(shown) ? one : many}`;
}
