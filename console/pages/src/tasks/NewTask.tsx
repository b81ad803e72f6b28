import { Button, Modal, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { taskLink } from '../app/links';
import { useTexts } from '../i18n/text';
import { act } from '../ui/act';
import { SecondsField } from '../ui/SecondsField';
import { uiTexts } from '../ui/texts';
import { newTaskTexts } from './newTaskTexts';
import { QueueField } from './useMove';

/** The button that opens the form; operators have it. */
export function NewTask({ queue }: { queue?: string }) {
  const texts = useTexts(newTaskTexts);
  const [opened, { open, close }] = useDisclosure(false);
  if (!useMay('operator')) return null;
  return (
    <>
      <Button variant="default" leftSection={<Plus size={14} />} onClick={open}>{texts.open}</Button>
      <Modal opened={opened} onClose={close} size="lg" title={texts.title}>
        <Form queue={queue ?? 'default'} onClose={close} />
      </Modal>
    </>
  );
}

function Form({ queue, onClose }: { queue: string; onClose: () => void }) {
  const texts = useTexts(newTaskTexts);
  const common = useTexts(uiTexts);
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Schemas['NewTask']>({ queue, type: '', payload: '' });
  const [at, setAt] = useState('');
  const put = (change: Partial<Schemas['NewTask']>) => setDraft((current) => ({ ...current, ...change }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body: Schemas['NewTask'] = {
      ...draft, payloadForm: 'text', taskId: draft.taskId?.trim() || undefined, group: draft.group?.trim() || undefined,
      processAt: at === '' ? undefined : new Date(at).toISOString(), reason: draft.reason?.trim() || undefined,
    };
    const made = await act(() => api.POST('/tasks', { body }), texts.done);
    if (!made) return;
    onClose();
    void navigate(taskLink(made));
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="columns">
        <TextInput data-autofocus required label={texts.type} placeholder="homestay:order:close" value={draft.type} onChange={(event) => put({ type: event.currentTarget.value })} />
        <QueueField label={texts.queue} initial={queue} onChange={(name) => put({ queue: name })} />
      </div>
      <Textarea label={texts.payload} description={looksBroken(draft.payload ?? '') ? texts.notJson : texts.payloadHint} rows={7} spellCheck={false} classNames={{ input: 'mono' }}
        value={draft.payload ?? ''} onChange={(event) => put({ payload: event.currentTarget.value })} />
      <div className="columns">
        <TextInput type="datetime-local" step={1} label={texts.when} description={texts.inZone(Intl.DateTimeFormat().resolvedOptions().timeZone)}
          value={at} onChange={(event) => setAt(event.currentTarget.value)} />
        <TextInput label={texts.id} description={texts.idHint} value={draft.taskId ?? ''} onChange={(event) => put({ taskId: event.currentTarget.value })} />
      </div>
      <div className="row wrap">
        <NumberInput min={0} allowDecimal={false} label={texts.maxRetry} value={draft.maxRetry ?? ''} onChange={(value) => put({ maxRetry: value === '' ? undefined : Number(value) })} style={{ flex: '1 1 120px' }} />
        <SecondsField label={texts.timeout} value={draft.timeoutMs} onChange={(timeoutMs) => put({ timeoutMs })} />
        <SecondsField label={texts.unique} value={draft.uniqueMs} onChange={(uniqueMs) => put({ uniqueMs })} />
        <SecondsField label={texts.retention} value={draft.retentionMs} onChange={(retentionMs) => put({ retentionMs })} />
      </div>
      <div className="columns">
        <TextInput label={texts.group} description={texts.groupHint} value={draft.group ?? ''} onChange={(event) => put({ group: event.currentTarget.value })} />
        <TextInput label={common.reason} description={common.reasonHint} maxLength={1000} value={draft.reason ?? ''} onChange={(event) => put({ reason: event.currentTarget.value })} />
      </div>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>{common.cancel}</Button>
        <Button type="submit" disabled={draft.type === '' || draft.queue === ''}>{texts.submit}</Button>
      </div>
    </form>
  );
}

/** Whether a text begins as JSON does, and is none. */
function looksBroken(text: string): boolean {
  if (!/^\s*[{["]/.test(text)) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
