import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { queueLink } from '../../app/links';
import { useTexts } from '../../i18n/text';
import { Copyable } from '../../ui/Copy';
import { DataTable, type Selection } from '../../ui/table/DataTable';
import { doctorTexts } from './texts';

interface FindingsProps {
  findings: Schemas['Finding'][];
  selection: Selection | undefined;
}

export function Findings({ findings, selection }: FindingsProps) {
  const texts = useTexts(doctorTexts);
  return (
    <DataTable label={texts.findings} rows={findings} rowKey={(finding) => finding.ref} rowName={(finding) => `${finding.kind} ${finding.subject}`} selection={selection} columns={[
      { key: 'finding', label: texts.finding, sort: (finding) => finding.kind, render: (finding) => (
        <div title={finding.detail ?? undefined}><div>{finding.meaning}</div><div className="mono dim">{finding.kind}{finding.place !== null && ` · ${finding.place}`}</div></div>
      ) },
      { key: 'queue', label: texts.queue, sort: (finding) => finding.queue ?? '', render: (finding) => (finding.queue === null ? '–' : <Link to={queueLink(finding.queue)}>{finding.queue}</Link>) },
      { key: 'subject', label: texts.subject, wide: true, render: (finding) => <Copyable value={finding.subject} /> },
      { key: 'remedy', label: texts.remedy, render: (finding) => finding.remedy ?? <span className="dim">{texts.infoOnly}</span> },
    ]} />
  );
}
