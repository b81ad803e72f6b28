import { notifications } from '@mantine/notifications';
import { api, type Schemas } from '../api/client';
import { useTexts } from '../i18n/text';
import { act } from '../ui/act';
import { useConfirm } from '../ui/Confirm';
import { DANGEROUS, type BatchAction } from './actions';
import { tasksTexts } from './texts';
import { useMove } from './useMove';

type Ref = Schemas['TaskRef'];

/** Runs one action on some tasks, after the question that it needs. Answers whether it was done. */
export function useTaskActions(): (action: BatchAction, tasks: Ref[]) => Promise<boolean> {
  const texts = useTexts(tasksTexts);
  const confirm = useConfirm();
  const askWhere = useMove();
  return async (action, tasks) => {
    let to: string | undefined;
    let reason: string | undefined;
    if (action === 'move') {
      const where = await askWhere(tasks);
      if (!where) return false;
      const [only, ...others] = tasks;
      if (only && others.length === 0) {
        const body = { queue: only.queue, id: only.id, ...where };
        return (await act(() => api.POST('/task/move', { body }), texts.done.move(1), ['/task'])) !== undefined;
      }
      ({ to, reason } = where);
    } else if (action !== 'run') {
      const answer = await confirm({
        title: texts.ask[action](tasks.length), body: texts.what[action], confirm: texts.sure[action], danger: DANGEROUS.has(action), reason: 'optional',
      });
      if (!answer) return false;
      reason = answer.reason;
    }
    const refs = tasks.map(({ queue, id }) => ({ queue, id }));
    const result = await act(
      () => api.POST('/tasks/batch', { body: { action, tasks: refs, to, reason } }),
      (data) => (data.done.length > 0 ? texts.done[action](data.done.length) : ''),
      action === 'delete' || action === 'move' ? ['/task'] : [],
    );
    const refused = result?.refused ?? [];
    if (refused.length > 0) notifications.show({ color: 'red', message: texts.refused(refused.length, refused[0]?.detail ?? ''), autoClose: 10_000 });
    return (result?.done.length ?? 0) > 0;
  };
}
