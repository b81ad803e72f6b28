import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import { api, type Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { act } from '../../ui/act';
import { useConfirm } from '../../ui/Confirm';
import { deadLettersTexts } from './texts';

/** Sends dead letters to their topic again, after a question; null stands for all. */
export function useReplay(cluster: string, topic: string) {
  const texts = useTexts(deadLettersTexts);
  const confirm = useConfirm();
  const to = useRef('');
  return async (letters: Schemas['DeadLetterRef'][] | null): Promise<boolean> => {
    to.current = '';
    const answer = await confirm({
      title: letters === null ? texts.replayAllTitle : texts.replayTitle(letters.length), confirm: texts.confirm, reason: 'required', phrase: letters === null ? topic : undefined,
      body: (
        <div className="stack tight">
          <span>{texts.replayBody}</span>
          <TextInput label={texts.to} onChange={(event) => (to.current = event.currentTarget.value.trim())} />
        </div>
      ),
    });
    if (!answer) return false;
    const messages = letters?.map(({ partition, offset }) => ({ partition, offset }));
    const body = { cluster, topic, messages, to: to.current || undefined, reason: answer.reason ?? '' };
    const result = await act(() => api.POST('/messages/replay', { body }),
      (data) => `${texts.sent(data.sent)}${data.refused > 0 ? `; ${texts.refused(data.refused, data.detail ?? '')}` : ''}`);
    return result !== undefined;
  };
}
