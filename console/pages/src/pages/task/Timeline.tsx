import { Tooltip } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { When } from '../../ui/When';
import css from './task.module.css';
import { taskTexts } from './texts';

type Attempt = Schemas['Attempt'];

const COLORS: Record<Attempt['outcome'], string> = {
  running: 'var(--bf-state-active)',
  succeeded: 'var(--bf-state-active)',
  failed: 'var(--bf-state-archived)',
  archived: 'var(--bf-state-archived)',
  crashed: 'var(--bf-state-archived)',
  snoozed: 'var(--bf-state-scheduled)',
  handedBack: 'var(--bf-state-pending)',
  revoked: 'var(--bf-state-completed)',
  unknown: 'var(--bf-state-completed)',
};

/** The runs of a task, the newest first; the bars compare their durations. */
export function Timeline({ attempts }: { attempts: Attempt[] }) {
  const texts = useTexts(taskTexts);
  const longest = Math.max(1, ...attempts.map((attempt) => attempt.durationMs ?? 0));
  if (attempts.length === 0) return <span className="dim">{texts.noAttempts}</span>;
  return (
    <ol className={css.timeline} reversed>
      {attempts.toReversed().map((attempt) => <Entry key={attempt.number} attempt={attempt} longest={longest} />)}
    </ol>
  );
}

function Entry({ attempt, longest }: { attempt: Attempt; longest: number }) {
  const texts = useTexts(taskTexts);
  const format = useFormat();
  const color = COLORS[attempt.outcome];
  return (
    <li>
      <span className={attempt.recorded ? css.mark : `${css.mark} ${css.hollow}`} style={{ background: color }} aria-hidden />
      <div className={css.attempt}>
        <strong>{texts.attempt(attempt.number)}</strong>
        <span>{texts.outcome[attempt.outcome]}</span>
        {(attempt.startedAt ?? attempt.endedAt) && <span className="dim num">{format.moment(attempt.startedAt ?? attempt.endedAt)} · <When at={attempt.startedAt ?? attempt.endedAt} /></span>}
        {attempt.worker && <span className="dim mono clip" title={attempt.worker}>{hostOf(attempt.worker)}</span>}
        {!attempt.recorded && <Tooltip label={texts.notRecorded}><span className="dim">?</span></Tooltip>}
        {attempt.durationMs !== null && <span className={`${css.lasted} num`}>{format.duration(attempt.durationMs)}</span>}
      </div>
      {attempt.durationMs !== null && attempt.durationMs > 0 && (
        <div className={css.scale}><span style={{ width: `${Math.max(1, (attempt.durationMs / longest) * 100)}%`, background: color }} /></div>
      )}
      {attempt.error && <pre className={css.why}>{attempt.error}</pre>}
    </li>
  );
}

/** A server's name is host, process and an id of this run of it; the first two tell which it is. */
function hostOf(worker: string): string {
  return worker.split(':').slice(0, 2).join(':');
}
