import { api, type Schemas } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { act } from '../../ui/act';
import { useConfirm } from '../../ui/Confirm';
import { queuesTexts } from './texts';

type Queue = Pick<Schemas['QueueSummary'], 'queue' | 'size' | 'counts'>;

/** Pause, resume and delete; each says first what will happen. */
export function useQueueActions() {
  const texts = useTexts(queuesTexts);
  const format = useFormat();
  const confirm = useConfirm();
  return {
    async pause({ queue }: Queue) {
      const answer = await confirm({ title: texts.pauseTitle(queue), body: texts.pauseBody, confirm: texts.pause, reason: 'optional' });
      if (answer) await act(() => api.POST('/queue/pause', { body: { queue, reason: answer.reason } }), texts.pausedDone(queue));
    },
    async resume({ queue }: Queue) {
      await act(() => api.POST('/queue/resume', { body: { queue } }), texts.resumedDone(queue));
    },
    /** Answers whether it is gone. */
    async remove({ queue, size, counts }: Queue): Promise<boolean> {
      const full = size > 0;
      const body = full ? `${texts.removeFull(format.number(size))}${counts.active > 0 ? ` ${texts.removeActive}` : ''}` : texts.removeEmpty;
      const answer = await confirm({
        title: texts.removeTitle(queue), body, confirm: texts.removeConfirm, danger: true, phrase: full ? queue : undefined, reason: 'optional',
      });
      if (!answer) return false;
      const asked = { queue, tasks: full ? ('delete' as const) : ('keep' as const), phrase: full ? answer.phrase : undefined, reason: answer.reason };
      return (await act(() => api.DELETE('/queue', { params: { query: asked } }), texts.removedDone(queue), ['/queue', '/tasks', '/history'])) !== undefined;
    },
  };
}
