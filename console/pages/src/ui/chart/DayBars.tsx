import { Tooltip } from '@mantine/core';
import { useFormat } from '../../i18n/format';
import css from './chart.module.css';

export interface Bar {
  label: string;
  good: number;
  bad: number;
}

interface DayBarsProps {
  label: string;
  bars: Bar[];
  words: (bar: Bar) => string;
}

/** One bar a day, what failed on top. */
export function DayBars({ label, bars, words }: DayBarsProps) {
  const format = useFormat();
  const most = Math.max(1, ...bars.map((bar) => bar.good + bar.bad));
  return (
    <div className={css.days} role="list" aria-label={label}>
      {bars.map((bar) => (
        <Tooltip key={bar.label} label={words(bar)}>
          <div className={css.day} role="listitem" aria-label={words(bar)}>
            <span className={`${css.dayValue} num`}>{format.short(bar.good + bar.bad)}</span>
            <div className={css.dayRoom}>
              <div className={css.dayBar} style={{ height: `${((bar.good + bar.bad) / most) * 100}%` }}>
                <span style={{ flexGrow: bar.bad, background: 'var(--bf-state-archived)' }} />
                <span style={{ flexGrow: bar.good, background: 'var(--bf-chart-fill)' }} />
              </div>
            </div>
            <span className={css.dayLabel}>{bar.label}</span>
          </div>
        </Tooltip>
      ))}
    </div>
  );
}
