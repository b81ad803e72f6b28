import { Button } from '@mantine/core';
import type { Schemas } from '../api/client';
import { useTexts } from '../i18n/text';
import { uiTexts } from '../ui/texts';
import { DANGEROUS, type BatchAction } from './actions';
import css from './tasks.module.css';
import { tasksTexts } from './texts';
import { useTaskActions } from './useTaskActions';

interface BulkBarProps {
  chosen: Schemas['TaskRef'][];
  actions: BatchAction[];
  onClear: () => void;
}

/** What can be done to the marked rows. */
export function BulkBar({ chosen, actions, onClear }: BulkBarProps) {
  const texts = useTexts(tasksTexts);
  const common = useTexts(uiTexts);
  const run = useTaskActions();
  if (chosen.length === 0) return null;
  return (
    <div className={css.bulk} role="region" aria-label={common.selected(chosen.length)}>
      <strong className="num" aria-live="polite">{common.selected(chosen.length)}</strong>
      {actions.map((action) => (
        <Button key={action} size="compact-xs" variant="default" c={DANGEROUS.has(action) ? 'red' : undefined}
          onClick={() => void run(action, chosen).then((done) => done && onClear())}>
          {texts.actions[action]}
        </Button>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={onClear}>{common.clear}</Button>
    </div>
  );
}
