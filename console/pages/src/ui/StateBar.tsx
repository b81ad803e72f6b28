import { Tooltip } from '@mantine/core';
import { Link } from 'react-router';
import { useFormat } from '../i18n/format';
import { useTexts } from '../i18n/text';
import { stateColor, STATES, type TaskState } from './states';
import { uiTexts } from './texts';
import css from './ui.module.css';

type Counts = Record<TaskState, number>;

/** One bar, split by state. With a scale, bars of different rows compare. */
export function StateBar({ counts, scale, tall }: { counts: Counts; scale?: number; tall?: boolean }) {
  const format = useFormat();
  const texts = useTexts(uiTexts);
  const total = STATES.reduce((sum, state) => sum + counts[state], 0);
  const whole = Math.max(scale ?? total, 1);
  const shown = STATES.filter((state) => counts[state] > 0);
  const words = shown.map((state) => `${texts.state[state]} ${format.number(counts[state])}`).join(', ');
  return (
    <Tooltip label={words || '0'} multiline maw={320}>
      <div className={tall ? `${css.bar} ${css.tall}` : css.bar} role="img" aria-label={words || '0'}>
        {shown.map((state) => (
          <span key={state} style={{ width: `${(counts[state] / whole) * 100}%`, background: stateColor(state) }} />
        ))}
      </div>
    </Tooltip>
  );
}

/** The counts as words with links; the legend of a bar. */
export function StateCounts({ counts, href }: { counts: Counts; href: (state: TaskState) => string }) {
  const format = useFormat();
  const texts = useTexts(uiTexts);
  return (
    <ul className={css.legend}>
      {STATES.map((state) => (
        <li key={state}>
          <Link to={href(state)} className={css.legendItem}>
            <span className={css.dot} style={{ background: stateColor(state) }} aria-hidden />
            <span className="dim">{texts.state[state]}</span>
            <b className="num">{format.number(counts[state])}</b>
          </Link>
        </li>
      ))}
    </ul>
  );
}
