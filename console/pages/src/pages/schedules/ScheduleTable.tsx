import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { link, queueLink } from '../../app/links';
import { useTexts } from '../../i18n/text';
import { Dot } from '../../ui/StateBadge';
import { DataTable } from '../../ui/table/DataTable';
import { When } from '../../ui/When';
import { schedulesTexts } from './texts';
import { useScheduleActions } from './useScheduleActions';

type Schedule = Schemas['Schedule'];

export const nameOf = (schedule: Schedule) => schedule.name || schedule.taskType || schedule.id;

interface ScheduleTableProps {
  schedules: Schedule[];
  onEdit: (schedule: Schedule) => void;
  onShow: (schedule: Schedule) => void;
}

export function ScheduleTable({ schedules, onEdit, onShow }: ScheduleTableProps) {
  const texts = useTexts(schedulesTexts);
  return (
    <DataTable label={texts.title} rows={schedules} rowKey={(schedule) => schedule.id} rowName={nameOf} onOpen={onShow} initialSort={{ key: 'next', descending: false }} columns={[
      { key: 'name', label: texts.name, sort: nameOf, render: (schedule) => <button type="button" className="link clip" style={{ maxWidth: 240 }} title={schedule.id} onClick={() => onShow(schedule)}>{nameOf(schedule)}</button> },
      { key: 'spec', label: texts.spec, sort: (schedule) => schedule.spec, render: (schedule) => <span className="mono nowrap">{schedule.spec}{schedule.zone && <span className="dim"> {schedule.zone}</span>}</span> },
      { key: 'task', label: texts.task, sort: (schedule) => schedule.taskType, render: (schedule) => <Link to={link('/search', { type: schedule.taskType })}>{schedule.taskType}</Link> },
      { key: 'queue', label: texts.queue, sort: (schedule) => schedule.queue ?? '', render: (schedule) => (schedule.queue === null ? '–' : <Link to={queueLink(schedule.queue)}>{schedule.queue}</Link>) },
      { key: 'state', label: texts.state, render: (schedule) => <State schedule={schedule} /> },
      { key: 'next', label: texts.next, numeric: true, sort: (schedule) => nextOf(schedule) ?? '9', render: (schedule) => (schedule.paused ? <span className="dim">–</span> : <When at={nextOf(schedule)} />) },
      { key: 'previous', label: texts.previous, numeric: true, minor: true, sort: (schedule) => schedule.previousAt ?? '', render: (schedule) => <When at={schedule.previousAt} /> },
      { key: 'menu', label: '', render: (schedule) => <Actions schedule={schedule} onEdit={onEdit} onShow={onShow} /> },
    ]} />
  );
}

const nextOf = (schedule: Schedule) => schedule.nextAt ?? schedule.fires[0] ?? null;

function State({ schedule }: { schedule: Schedule }) {
  const texts = useTexts(schedulesTexts);
  const color = schedule.paused ? 'var(--bf-state-retry)' : schedule.schedulers.length === 0 ? 'var(--bf-state-archived)' : 'var(--bf-state-active)';
  const words = schedule.paused ? texts.paused : schedule.schedulers.length === 0 ? texts.nobody : texts.firing;
  return <span className="row nowrap"><Dot color={color} />{words} <span className="dim">{schedule.kind === 'dynamic' ? texts.dynamic : texts.running}</span></span>;
}

interface ActionsProps {
  schedule: Schedule;
  onEdit: (schedule: Schedule) => void;
  onShow: (schedule: Schedule) => void;
}

function Actions({ schedule, onEdit, onShow }: ActionsProps) {
  const texts = useTexts(schedulesTexts);
  const actions = useScheduleActions();
  const operator = useMay('operator');
  const may = (action: Schedule['actions'][number]) => operator && schedule.actions.includes(action);
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon size="sm" aria-label={texts.actionsFor(nameOf(schedule))}><Ellipsis size={16} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onShow(schedule)}>{texts.details}</Menu.Item>
        {may('run') && <Menu.Item onClick={() => void actions.run(schedule)}>{texts.run}</Menu.Item>}
        {may('pause') && !schedule.paused && <Menu.Item onClick={() => void actions.pause(schedule)}>{texts.pause}</Menu.Item>}
        {may('resume') && schedule.paused && <Menu.Item onClick={() => void actions.resume(schedule)}>{texts.resume}</Menu.Item>}
        {may('edit') && <Menu.Item onClick={() => onEdit(schedule)}>{texts.edit}</Menu.Item>}
        {may('delete') && <Menu.Item color="red" onClick={() => void actions.remove(schedule)}>{texts.remove}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
