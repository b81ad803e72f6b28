import { Button, Menu } from '@mantine/core';
import { Archive, CalendarClock, ChevronDown, CircleStop, FolderInput, Pencil, Play, Trash2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { queueLink } from '../../app/links';
import { useTexts } from '../../i18n/text';
import { DANGEROUS } from '../../tasks/actions';
import { tasksTexts } from '../../tasks/texts';
import { useTaskActions } from '../../tasks/useTaskActions';
import { uiTexts } from '../../ui/texts';
import { RequeueDialog } from './RequeueDialog';
import { RescheduleDialog } from './RescheduleDialog';

type Action = Schemas['TaskAction'];

const ICONS: Record<Action, LucideIcon> = {
  run: Play, cancel: CircleStop, requeue: Pencil, reschedule: CalendarClock, move: FolderInput, archive: Archive, delete: Trash2,
};
const ORDER: Action[] = ['run', 'cancel', 'requeue', 'reschedule', 'move', 'archive', 'delete'];
const BUTTONS = 2;

/** What the task's state and the reader's role allow: the first as buttons, the others in a menu. */
export function TaskButtons({ task }: { task: Schemas['TaskDetail'] }) {
  const texts = useTexts(tasksTexts);
  const common = useTexts(uiTexts);
  const navigate = useNavigate();
  const run = useTaskActions();
  const [dialog, setDialog] = useState<'requeue' | 'reschedule' | null>(null);
  const operator = useMay('operator');
  const offered = operator ? ORDER.filter((action) => task.actions.includes(action)) : [];
  const start = async (action: Action) => {
    if (action === 'requeue' || action === 'reschedule') setDialog(action);
    else if ((await run(action, [task])) && (action === 'delete' || action === 'move')) void navigate(queueLink(task.queue, task.state));
  };
  const buttons = offered.slice(0, BUTTONS);
  const others = offered.slice(BUTTONS);
  return (
    <>
      {buttons.map((action) => {
        const Icon = ICONS[action];
        return (
          <Button key={action} variant={action === 'run' ? 'filled' : 'default'} c={DANGEROUS.has(action) ? 'red' : undefined} leftSection={<Icon size={14} />} onClick={() => void start(action)}>
            {texts.actions[action]}
          </Button>
        );
      })}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target><Button variant="default" rightSection={<ChevronDown size={13} />}>{common.more}</Button></Menu.Target>
          <Menu.Dropdown>
            {others.map((action) => {
              const Icon = ICONS[action];
              return (
                <Menu.Item key={action} color={DANGEROUS.has(action) ? 'red' : undefined} leftSection={<Icon size={14} />} onClick={() => void start(action)}>
                  {texts.actions[action]}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      )}
      <RequeueDialog task={task} opened={dialog === 'requeue'} onClose={() => setDialog(null)} />
      <RescheduleDialog task={task} opened={dialog === 'reschedule'} onClose={() => setDialog(null)} />
    </>
  );
}
