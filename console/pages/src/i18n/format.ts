import { useMemo } from 'react';
import { useSettings, type Language, type Settings } from '../settings/settings';

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export type Instantish = string | number | null | undefined;

export interface Format {
  number(value: number | null | undefined): string;
  /** 12 400 as 12.4K, for axes and tiles. */
  short(value: number): string;
  rate(perSecond: number): string;
  percent(share: number): string;
  bytes(value: number | null | undefined): string;
  /** Two leading units: 3 d 4 h, 12 min 3 s, 1.25 s, 40 ms. */
  duration(milliseconds: number | null | undefined): string;
  /** Date, time and zone. */
  exact(time: Instantish): string;
  /** Time of day where the day is today, date and time elsewhere. */
  moment(time: Instantish, now?: number): string;
  clock(time: Instantish): string;
  day(time: Instantish): string;
  relative(time: Instantish, now: number): string;
}

export function millis(time: Instantish): number | null {
  if (time === null || time === undefined || time === '') return null;
  const value = typeof time === 'number' ? time : Date.parse(time);
  return Number.isFinite(value) ? value : null;
}

export function useFormat(): Format {
  const { language, zone } = useSettings();
  return useMemo(() => formatFor({ language, zone }), [language, zone]);
}

export function formatFor({ language, zone }: Pick<Settings, 'language' | 'zone'>): Format {
  const locale = LOCALES[language];
  const timeZone = zone || undefined;
  const whole = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
  const full = new Intl.DateTimeFormat(locale, {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    hourCycle: 'h23', timeZoneName: 'short', timeZone,
  });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone,
  });
  const date = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone });
  const dayKey = new Intl.DateTimeFormat('en-CA', { timeZone });
  const words = new Intl.RelativeTimeFormat(language === 'zh' ? 'zh-CN' : 'en', { numeric: 'always', style: 'narrow' });
  const on = (value: Instantish, render: (at: number) => string) => {
    const at = millis(value);
    return at === null ? '–' : render(at);
  };
  return {
    number: (value) => (value === null || value === undefined ? '–' : whole.format(value)),
    short: (value) => (Math.abs(value) < 10_000 ? whole.format(Math.round(value * 10) / 10) : compact.format(value)),
    rate: (value) => `${value !== 0 && value < 10 ? value.toFixed(1) : whole.format(Math.round(value))}/s`,
    percent: (share) => `${(share * 100).toFixed(share !== 0 && share < 0.1 ? 1 : 0)} %`,
    bytes,
    duration: (value) => duration(value, language),
    exact: (value) => on(value, (at) => full.format(at)),
    moment: (value, now = Date.now()) =>
      on(value, (at) =>
        dayKey.format(at) === dayKey.format(now) ? time.format(at) : `${date.format(at)}, ${time.format(at)}`),
    clock: (value) => on(value, (at) => time.format(at)),
    day: (value) => on(value, (at) => date.format(at)),
    relative: (value, now) => on(value, (at) => relative(at - now, words)),
  };
}

function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < BYTE_UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${BYTE_UNITS[unit]}`;
}

const SPANS: Array<[number, { en: string; zh: string }]> = [
  [86_400_000, { en: 'd', zh: '天' }],
  [3_600_000, { en: 'h', zh: '小时' }],
  [60_000, { en: 'min', zh: '分' }],
  [1000, { en: 's', zh: '秒' }],
];

function duration(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return '–';
  const ms = Math.abs(value);
  if (ms < 1000) return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ${language === 'zh' ? '毫秒' : 'ms'}`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1).replace(/\.?0+$/, '')} ${language === 'zh' ? '秒' : 's'}`;
  let left = ms;
  const parts: string[] = [];
  for (const [span, name] of SPANS) {
    const count = Math.floor(left / span);
    left -= count * span;
    if (count > 0) parts.push(`${count} ${name[language]}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

function relative(difference: number, words: Intl.RelativeTimeFormat): string {
  const size = Math.abs(difference);
  const sign = difference < 0 ? -1 : 1;
  if (size < 60_000) return words.format(sign * Math.round(size / 1000), 'second');
  if (size < 3_600_000) return words.format(sign * Math.round(size / 60_000), 'minute');
  if (size < 86_400_000) return words.format(sign * Math.round(size / 3_600_000), 'hour');
  return words.format(sign * Math.round(size / 86_400_000), 'day');
}
