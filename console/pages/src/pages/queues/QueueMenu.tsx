import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis, Pause, Play, Trash2 } from 'lucide-react';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { useTexts } from '../../i18n/text';
import { queuesTexts } from './texts';
import { useQueueActions } from './useQueueActions';

export function QueueMenu({ queue }: { queue: Schemas['QueueSummary'] }) {
  const texts = useTexts(queuesTexts);
  const actions = useQueueActions();
  const operator = useMay('operator');
  const admin = useMay('admin');
  if (!operator) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={texts.actionsFor(queue.queue)}><Ellipsis size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {queue.paused ? (
          <Menu.Item leftSection={<Play size={14} />} onClick={() => void actions.resume(queue)}>{texts.resume}</Menu.Item>
        ) : (
          <Menu.Item leftSection={<Pause size={14} />} onClick={() => void actions.pause(queue)}>{texts.pause}</Menu.Item>
        )}
        {admin && <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => void actions.remove(queue)}>{texts.remove}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
