import { Autocomplete } from '@mantine/core';
import { useRef } from 'react';
import { query, type Schemas } from '../api/client';
import { useTexts } from '../i18n/text';
import { useConfirm } from '../ui/Confirm';
import { tasksTexts } from './texts';

/** Asks to which queue tasks shall go. */
export function useMove() {
  const texts = useTexts(tasksTexts);
  const confirm = useConfirm();
  const to = useRef('');
  return async (tasks: Schemas['TaskRef'][]) => {
    to.current = '';
    const answer = await confirm({
      title: texts.moveTitle(tasks.length),
      body: <QueueField label={texts.moveTo} hint={texts.moveHint} onChange={(queue) => (to.current = queue)} />,
      confirm: texts.move, reason: 'optional',
    });
    return answer && to.current ? { to: to.current, reason: answer.reason } : null;
  };
}

interface QueueFieldProps {
  label: string;
  hint?: string;
  initial?: string;
  onChange: (queue: string) => void;
}

export function QueueField({ label, hint, initial, onChange }: QueueFieldProps) {
  const queues = query.useQuery('get', '/queues').data?.items ?? [];
  return (
    <Autocomplete data-autofocus label={label} description={hint} data={queues.map(({ queue }) => queue)} defaultValue={initial} required
      onChange={onChange} limit={50} comboboxProps={{ withinPortal: true }} />
  );
}
