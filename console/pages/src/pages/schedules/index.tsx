import { Alert, Button } from '@mantine/core';
import { CalendarClock, Plus, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useMay, useSession } from '../../api/session';
import { useTexts } from '../../i18n/text';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { useZone } from '../../ui/useZone';
import { EditDialog } from './EditDialog';
import { ScheduleDialog } from './ScheduleDialog';
import { ScheduleTable } from './ScheduleTable';
import { schedulesTexts } from './texts';

type Schedule = Schemas['Schedule'];
const FIRES = 5;

export default function SchedulesPage() {
  const texts = useTexts(schedulesTexts);
  const zone = useZone();
  const operator = useMay('operator');
  const dynamic = useSession().data?.features.dynamicSchedules;
  const [edited, setEdited] = useState<Schedule | 'new' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const schedules = query.useQuery('get', '/schedules', { params: { query: { zone, fires: FIRES } } }, { refetchInterval: REFRESH_MS * 2, placeholderData: (before) => before });
  const items = schedules.data?.items ?? [];
  return (
    <Page title={texts.title} subtitle={texts.subtitle(zone)}
      actions={operator && dynamic && <Button leftSection={<Plus size={14} />} onClick={() => setEdited('new')}>{texts.create}</Button>}>
      {schedules.data?.dynamicRunners === 0 && items.some((each) => each.kind === 'dynamic') && <Alert color="yellow" icon={<TriangleAlert size={18} />}>{texts.noRunner}</Alert>}
      <Panel flush>
        <Loaded query={schedules}>
          {(data) => data.items.length === 0
            ? <Empty title={texts.none} icon={<CalendarClock size={22} strokeWidth={1.5} />}>{texts.noneText}</Empty>
            : <ScheduleTable schedules={data.items} onEdit={setEdited} onShow={(schedule) => setShown(schedule.id)} />}
        </Loaded>
      </Panel>
      <EditDialog schedule={edited} onClose={() => setEdited(null)} />
      <ScheduleDialog schedule={items.find((each) => each.id === shown) ?? null} onClose={() => setShown(null)} />
    </Page>
  );
}
