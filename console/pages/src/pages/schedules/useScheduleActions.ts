import { api, type Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { act } from '../../ui/act';
import { useConfirm } from '../../ui/Confirm';
import { nameOf } from './ScheduleTable';
import { schedulesTexts } from './texts';

type Schedule = Schemas['Schedule'];

export function useScheduleActions() {
  const texts = useTexts(schedulesTexts);
  const confirm = useConfirm();
  return {
    async run(schedule: Schedule) {
      const answer = await confirm({ title: texts.runTitle(nameOf(schedule)), body: texts.runBody, confirm: texts.run, reason: 'optional' });
      if (answer) await act(() => api.POST('/schedule/run', { body: { id: schedule.id, reason: answer.reason } }), texts.ran);
    },
    async pause(schedule: Schedule) {
      const answer = await confirm({ title: texts.pauseTitle(nameOf(schedule)), body: texts.pauseBody, confirm: texts.pause, reason: 'optional' });
      if (answer) await act(() => api.POST('/schedule/pause', { body: { id: schedule.id, reason: answer.reason } }), texts.pausedDone);
    },
    async resume(schedule: Schedule) {
      await act(() => api.POST('/schedule/resume', { body: { id: schedule.id } }), texts.resumedDone);
    },
    async remove(schedule: Schedule) {
      const answer = await confirm({ title: texts.removeTitle(nameOf(schedule)), body: texts.removeBody, confirm: texts.remove.replace('…', ''), danger: true, reason: 'optional' });
      if (answer) await act(() => api.DELETE('/schedule', { params: { query: { id: schedule.id, reason: answer.reason } } }), texts.removed);
    },
  };
}
