import { Button, Modal, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { api, type Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { QueueField } from '../../tasks/useMove';
import { act } from '../../ui/act';
import { SecondsField } from '../../ui/SecondsField';
import { uiTexts } from '../../ui/texts';
import { useZone, ZONES } from '../../ui/useZone';
import { FirePreview } from './FirePreview';
import { schedulesTexts } from './texts';

type Definition = Schemas['ScheduleDefinition'];

interface EditDialogProps {
  schedule: Schemas['Schedule'] | 'new' | null;
  onClose: () => void;
}

/** Creates a dynamic schedule or changes one. */
export function EditDialog({ schedule, onClose }: EditDialogProps) {
  const texts = useTexts(schedulesTexts);
  return (
    <Modal opened={schedule !== null} onClose={onClose} size="lg" title={schedule === 'new' ? texts.createTitle : texts.editTitle}>
      {schedule !== null && <Form before={schedule === 'new' ? null : schedule.definition} onClose={onClose} />}
    </Modal>
  );
}

function Form({ before, onClose }: { before: Definition | null; onClose: () => void }) {
  const texts = useTexts(schedulesTexts);
  const common = useTexts(uiTexts);
  const own = useZone();
  const [draft, setDraft] = useState<Definition>(before ?? { name: '', spec: '', taskType: '', zone: own, queue: 'default' });
  const [reason, setReason] = useState('');
  const put = (change: Partial<Definition>) => setDraft((current) => ({ ...current, ...change }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { definition: draft, reason: reason.trim() || undefined };
    const saved = before === null
      ? await act(() => api.POST('/schedules', { body }), texts.created)
      : await act(() => api.PUT('/schedule', { body }), texts.changed);
    if (saved !== undefined) onClose();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="columns">
        <TextInput data-autofocus required label={texts.nameField} value={draft.name} onChange={(event) => put({ name: event.currentTarget.value })} />
        <TextInput required label={texts.type} value={draft.taskType} onChange={(event) => put({ taskType: event.currentTarget.value })} />
      </div>
      <div className="columns">
        <TextInput required label={texts.spec} description={texts.specHint} value={draft.spec} spellCheck={false} onChange={(event) => put({ spec: event.currentTarget.value })} classNames={{ input: 'mono' }} />
        <Select searchable allowDeselect={false} label={texts.zone} description=" " value={draft.zone ?? 'UTC'} data={ZONES} limit={100} onChange={(zone) => zone !== null && put({ zone })} />
      </div>
      <FirePreview spec={draft.spec} zoneOfSpec={draft.zone ?? 'UTC'} />
      <QueueField label={texts.queue} initial={draft.queue} onChange={(queue) => put({ queue })} />
      <Textarea label={texts.payload} description={texts.payloadHint} rows={4} spellCheck={false} classNames={{ input: 'mono' }} value={draft.payload ?? ''} onChange={(event) => put({ payload: event.currentTarget.value, payloadForm: 'text' })} />
      <div className="row wrap">
        <NumberInput min={0} allowDecimal={false} label={texts.maxRetry} value={draft.maxRetry ?? ''} onChange={(value) => put({ maxRetry: value === '' ? undefined : Number(value) })} />
        <SecondsField label={texts.timeout} value={draft.timeoutMs} onChange={(timeoutMs) => put({ timeoutMs })} />
        <SecondsField label={texts.retention} value={draft.retentionMs} onChange={(retentionMs) => put({ retentionMs })} />
        <SecondsField label={texts.unique} value={draft.uniqueMs} onChange={(uniqueMs) => put({ uniqueMs })} />
      </div>
      <TextInput label={common.reason} description={common.reasonHint} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>{common.cancel}</Button>
        <Button type="submit">{texts.save}</Button>
      </div>
    </form>
  );
}
