import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { api, type Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { act } from '../../ui/act';
import { uiTexts } from '../../ui/texts';
import { taskTexts } from './texts';

interface RescheduleDialogProps {
  task: Schemas['TaskDetail'];
  opened: boolean;
  onClose: () => void;
}

export function RescheduleDialog({ task, opened, onClose }: RescheduleDialogProps) {
  const texts = useTexts(taskTexts);
  const common = useTexts(uiTexts);
  const [at, setAt] = useState('');
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { queue: task.queue, id: task.id, at: new Date(at).toISOString(), reason: reason.trim() || undefined };
    if ((await act(() => api.POST('/task/reschedule', { body }), texts.rescheduled)) !== undefined) onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={texts.reschedule}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <TextInput type="datetime-local" step={1} required data-autofocus label={texts.rescheduleAt} value={at} onChange={(event) => setAt(event.currentTarget.value)}
          description={texts.inZone(Intl.DateTimeFormat().resolvedOptions().timeZone)} />
        <TextInput label={common.reason} description={common.reasonHint} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" disabled={at === ''}>{texts.reschedule}</Button>
        </div>
      </form>
    </Modal>
  );
}
