import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import { api, type Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { act } from '../../ui/act';
import { useConfirm } from '../../ui/Confirm';
import { deadLettersTexts } from './texts';

type Refs = Schemas['DeadLetterRef'][];

const refs = (letters: Refs | null) => letters?.map(({ partition, offset }) => ({ partition, offset }));

/** Sends dead letters to their topic again or forgets them, after a question; null stands for all. Answers whether it was done. */
export function useLetterActions(cluster: string, topic: string) {
  const texts = useTexts(deadLettersTexts);
  const confirm = useConfirm();
  const to = useRef('');
  const perSecond = useRef('');
  const replay = async (letters: Refs | null): Promise<boolean> => {
    to.current = '';
    perSecond.current = '';
    const answer = await confirm({
      title: letters === null ? texts.replayAllTitle : texts.replayTitle(letters.length), confirm: texts.confirm, reason: 'required', phrase: letters === null ? topic : undefined,
      body: (
        <div className="stack tight">
          <span>{texts.replayBody}</span>
          <TextInput label={texts.to} onChange={(event) => (to.current = event.currentTarget.value.trim())} />
          <TextInput label={texts.perSecond} type="number" min={0.1} step="any" onChange={(event) => (perSecond.current = event.currentTarget.value)} />
        </div>
      ),
    });
    if (!answer) return false;
    const rate = perSecond.current === '' ? undefined : Number(perSecond.current);
    const body = { cluster, topic, messages: refs(letters), to: to.current || undefined, perSecond: rate, dryRun: false, reason: answer.reason };
    return (await act(() => api.POST('/messages/replay', { body }), (data) => said(texts.sent(data.done), data))) !== undefined;
  };
  const discard = async (letters: Refs | null): Promise<boolean> => {
    const answer = await confirm({
      title: letters === null ? texts.discardAllTitle : texts.discardTitle(letters.length), confirm: texts.discardConfirm, danger: true, reason: 'required',
      phrase: letters === null ? topic : undefined, body: texts.discardBody,
    });
    if (!answer) return false;
    const body = { cluster, topic, messages: refs(letters), dryRun: false, phrase: answer.phrase, reason: answer.reason };
    return (await act(() => api.POST('/messages/discard', { body }), (data) => said(texts.discarded(data.done), data))) !== undefined;
  };
  return { replay, discard };
}

const said = (done: string, { detail }: Schemas['LetterResult']) => (detail === null ? done : `${done}; ${detail}`);
