import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { taskLink } from '../../app/links';
import { useTexts } from '../../i18n/text';
import { QueueField } from '../../tasks/useMove';
import { act } from '../../ui/act';
import { uiTexts } from '../../ui/texts';
import { taskTexts } from './texts';

interface RequeueDialogProps {
  task: Schemas['TaskDetail'];
  opened: boolean;
  onClose: () => void;
}

export function RequeueDialog({ task, opened, onClose }: RequeueDialogProps) {
  const texts = useTexts(taskTexts);
  return (
    <Modal opened={opened} onClose={onClose} title={texts.requeueTitle} size="xl">
      <RequeueForm task={task} onClose={onClose} />
    </Modal>
  );
}

function RequeueForm({ task, onClose }: { task: Schemas['TaskDetail']; onClose: () => void }) {
  const texts = useTexts(taskTexts);
  const common = useTexts(uiTexts);
  const navigate = useNavigate();
  const binary = task.payload.form === 'binary';
  const [payload, setPayload] = useState(() => textOf(task.payload));
  const [type, setType] = useState(task.type);
  const [queue, setQueue] = useState(task.queue);
  const [headers, setHeaders] = useState(() => JSON.stringify(task.headers, null, 2));
  const [at, setAt] = useState('');
  const [reason, setReason] = useState('');
  const parsed = headersOf(headers);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (parsed === null) return;
    const body: Schemas['Requeue'] = {
      queue: task.queue, id: task.id, expectedBase64: task.payload.base64 ?? undefined, payload, payloadForm: binary ? 'base64' : 'text',
      toQueue: queue, type, headers: parsed, processAt: at === '' ? undefined : new Date(at).toISOString(), reason: reason.trim() || undefined,
    };
    const moved = await act(() => api.POST('/task/requeue', { body }), texts.requeued);
    if (!moved) return;
    onClose();
    void navigate(taskLink(moved));
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p className="dim" style={{ margin: 0 }}>{texts.requeueHint}</p>
      <Textarea data-autofocus label={texts.payloadField} value={payload} onChange={(event) => setPayload(event.currentTarget.value)} rows={10} spellCheck={false}
        classNames={{ input: 'mono' }} description={binary ? texts.binary : wasJson(task) && !isJson(payload) ? texts.notJson : undefined} />
      <div className="columns">
        <TextInput label={texts.type} value={type} required onChange={(event) => setType(event.currentTarget.value)} />
        <QueueField label={texts.queue} initial={task.queue} onChange={setQueue} />
      </div>
      <Textarea label={texts.headersField} value={headers} onChange={(event) => setHeaders(event.currentTarget.value)} rows={3} spellCheck={false} classNames={{ input: 'mono' }}
        error={parsed === null && texts.badHeaders} />
      <div className="columns">
        <TextInput type="datetime-local" step={1} label={texts.when} value={at} onChange={(event) => setAt(event.currentTarget.value)}
          description={texts.inZone(Intl.DateTimeFormat().resolvedOptions().timeZone)} />
        <TextInput label={common.reason} description={common.reasonHint} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </div>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>{common.cancel}</Button>
        <Button type="submit" disabled={parsed === null || type === '' || queue === ''}>{texts.requeue}</Button>
      </div>
    </form>
  );
}

/** As it is stored: pretty-printed JSON would be other bytes. */
function textOf(payload: Schemas['Content']): string {
  return payload.form === 'binary' ? (payload.base64 ?? '') : (payload.text ?? '');
}

const wasJson = (task: Schemas['TaskDetail']) => task.payload.form === 'json';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function headersOf(text: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    const fine = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((each) => typeof each === 'string');
    return fine ? (value as Record<string, string>) : null;
  } catch {
    return null;
  }
}
