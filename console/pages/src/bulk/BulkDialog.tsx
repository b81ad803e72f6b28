import { Button, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type Schemas } from '../api/client';
import { useFormat } from '../i18n/format';
import { useTexts } from '../i18n/text';
import { DANGEROUS, type BatchAction } from '../tasks/actions';
import { tasksTexts } from '../tasks/texts';
import { QueueField } from '../tasks/useMove';
import { act } from '../ui/act';
import { Loaded } from '../ui/Feedback';
import { StateBadge } from '../ui/StateBadge';
import { uiTexts } from '../ui/texts';
import css from './bulk.module.css';
import { bulkTexts } from './texts';

export interface BulkRequest {
  action: BatchAction;
  filter: Schemas['TaskFilter'];
}

interface BulkDialogProps {
  request: BulkRequest | null;
  onClose: () => void;
}

/** Shows what a bulk action would do before it is started: how many tasks, some of them, a phrase to type and a reason. */
export function BulkDialog({ request, onClose }: BulkDialogProps) {
  const texts = useTexts(bulkTexts);
  return (
    <Modal opened={request !== null} onClose={onClose} title={request && texts.title[request.action]} size="lg">
      {request && <Preview request={request} onClose={onClose} />}
    </Modal>
  );
}

function Preview({ request, onClose }: { request: BulkRequest; onClose: () => void }) {
  const texts = useTexts(bulkTexts);
  const tasks = useTexts(tasksTexts);
  const [to, setTo] = useState('');
  const needsQueue = request.action === 'move';
  const preview = useQuery({
    queryKey: ['preview', request, to],
    enabled: !needsQueue || to !== '',
    gcTime: 0,
    staleTime: Infinity,
    queryFn: async () => {
      const { data, error } = await api.POST('/jobs/preview', { body: { ...request, to: to || undefined } });
      if (error) throw error;
      return data;
    },
  });
  return (
    <div className="stack">
      {needsQueue && <QueueField label={tasks.moveTo} hint={tasks.moveHint} onChange={setTo} />}
      {(!needsQueue || to !== '') && (
        <>
          {preview.isPending && <div className="dim" role="status">{texts.counting}</div>}
          <Loaded query={preview} rows={4}>
            {(data) => (data.matched === 0 ? <p>{texts.nothing}</p> : <StartForm request={request} to={to || undefined} preview={data} onClose={onClose} />)}
          </Loaded>
        </>
      )}
    </div>
  );
}

interface StartFormProps {
  request: BulkRequest;
  to: string | undefined;
  preview: Schemas['JobPreview'];
  onClose: () => void;
}

function StartForm({ request, to, preview, onClose }: StartFormProps) {
  const texts = useTexts(bulkTexts);
  const common = useTexts(uiTexts);
  const format = useFormat();
  const [phrase, setPhrase] = useState('');
  const [reason, setReason] = useState('');
  const count = format.number(preview.matched);
  const ready = phrase === preview.phrase && reason.trim() !== '';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    const body = { ...request, to, confirmation: preview.confirmation, phrase, reason: reason.trim() };
    if ((await act(() => api.POST('/jobs', { body }), texts.started)) !== undefined) onClose();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div>
        <strong>{texts.what[request.action](preview.complete ? count : texts.atLeast(count))}</strong>
        <div className="dim">{texts.background}</div>
      </div>
      <div>
        <div className="dim">{texts.sample}</div>
        <ul className={css.sample}>
          {preview.sample.slice(0, 5).map((row) => (
            <li key={`${row.queue} ${row.id}`}>
              <span className="mono clip">{row.id}</span>
              <span className="clip">{row.type}</span>
              <span className="clip dim">{row.queue}</span>
              <StateBadge state={row.state} />
            </li>
          ))}
        </ul>
      </div>
      <TextInput data-autofocus autoComplete="off" spellCheck={false} label={texts.typePhrase(preview.phrase)} value={phrase} onChange={(event) => setPhrase(event.currentTarget.value)} />
      <TextInput label={common.reason} description={common.reasonHint} withAsterisk maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>{common.cancel}</Button>
        <Button type="submit" disabled={!ready} color={DANGEROUS.has(request.action) ? 'red' : 'indigo'}>{texts.start}</Button>
      </div>
    </form>
  );
}
