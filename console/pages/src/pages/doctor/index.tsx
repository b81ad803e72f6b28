import { Alert, Button } from '@mantine/core';
import { Activity, CircleCheck, Stethoscope, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { api, query, REFRESH_MS, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { act } from '../../ui/act';
import { useConfirm } from '../../ui/Confirm';
import { Empty, Loaded, Loading } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { When } from '../../ui/When';
import { Findings } from './Findings';
import { doctorTexts } from './texts';

type View = Schemas['DoctorView'];
const REFRESH_EXAMINING_MS = 1000;

export default function DoctorPage() {
  const texts = useTexts(doctorTexts);
  const operator = useMay('operator');
  const doctor = query.useQuery('get', '/doctor', undefined, { refetchInterval: (asked) => (asked.state.data?.state === 'examining' ? REFRESH_EXAMINING_MS : REFRESH_MS * 4) });
  const busy = doctor.data?.state === 'examining';
  return (
    <Page title={texts.title} subtitle={texts.subtitle} actions={operator && (
      <Button leftSection={<Stethoscope size={14} />} loading={busy} onClick={() => void act(() => api.POST('/doctor/examine'))}>{doctor.data?.state === 'examined' ? texts.examineAgain : texts.examine}</Button>
    )}>
      <Loaded query={doctor}>{(view) => <Examination view={view} />}</Loaded>
    </Page>
  );
}

function Examination({ view }: { view: View }) {
  const texts = useTexts(doctorTexts);
  const format = useFormat();
  const confirm = useConfirm();
  const admin = useMay('admin');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const marked = view.findings.filter((finding) => chosen.has(finding.ref) && finding.remedy !== null);
  const repair = async () => {
    const answer = await confirm({ title: texts.repairTitle(marked.length), body: texts.repairBody, confirm: texts.repairConfirm, reason: 'required' });
    if (!answer) return;
    const body = { findings: marked.map((finding) => finding.ref), reason: answer.reason ?? '' };
    await act(() => api.POST('/doctor/repair', { body }), (result) => texts.repaired(result.repaired.length, result.gone.length, result.left.length));
    setChosen(new Set());
  };
  if (view.state === 'never') return <Panel><Empty title={texts.never} icon={<Activity size={22} strokeWidth={1.5} />}>{texts.neverText}</Empty></Panel>;
  if (view.state === 'examining' && view.findings.length === 0) return <Panel title={texts.examining}><Loading /></Panel>;
  return (
    <>
      {view.state === 'failed' && <Alert color="red" icon={<TriangleAlert size={18} />} title={texts.failed}>{view.problem}</Alert>}
      {view.state === 'examined' && !view.complete && <Alert color="yellow" icon={<TriangleAlert size={18} />}>{texts.incomplete} {view.problem}</Alert>}
      <Panel flush title={texts.findings} aside={
        <>
          <span className="dim num" style={{ fontSize: '0.8125rem' }}>
            {view.state === 'examining' ? texts.examining : <>{view.keys !== null && texts.examined(format.number(view.keys), format.duration(view.tookMs))} · {texts.when} <When at={view.endedAt} /></>}
          </span>
          {admin && marked.length > 0 && <Button size="compact-sm" onClick={() => void repair()}>{texts.repair(marked.length)}</Button>}
        </>
      }>
        {view.findings.length === 0
          ? <Empty title={texts.healthy} icon={<CircleCheck size={22} strokeWidth={1.5} className="good" />}>{texts.healthyText}</Empty>
          : <Findings findings={view.findings} selection={admin ? { keys: chosen, onChange: setChosen } : undefined} />}
      </Panel>
    </>
  );
}
