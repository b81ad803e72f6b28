import { Button, Modal, TextInput } from '@mantine/core';
import { createContext, use, useState, type FormEvent, type ReactNode } from 'react';
import { useTexts } from '../i18n/text';
import { uiTexts } from './texts';

export interface Question {
  title: string;
  /** What will happen, in a sentence or more. */
  body: ReactNode;
  confirm: string;
  danger?: boolean;
  /** What must be typed first. */
  phrase?: string;
  reason?: 'optional' | 'required';
}

export interface Confirmed {
  reason: string | undefined;
  phrase: string;
}

type Ask = (question: Question) => Promise<Confirmed | null>;

const ConfirmContext = createContext<Ask>(() => Promise.resolve(null));

/** Asks before something is done; null if the answer is no. */
export function useConfirm(): Ask {
  return use(ConfirmContext);
}

interface Pending {
  question: Question;
  settle: (answer: Confirmed | null) => void;
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<Pending | null>(null);
  const [open, setOpen] = useState(false);
  const ask: Ask = (question) =>
    new Promise((resolve) => {
      setPending({ question, settle: resolve });
      setOpen(true);
    });
  const settle = (answer: Confirmed | null) => {
    pending?.settle(answer);
    setOpen(false);
  };
  return (
    <ConfirmContext value={ask}>
      {children}
      <Modal opened={open} onClose={() => settle(null)} title={pending?.question.title} withCloseButton={false}
        onExitTransitionEnd={() => setPending(null)}>
        {pending && <ConfirmForm question={pending.question} settle={settle} />}
      </Modal>
    </ConfirmContext>
  );
}

function ConfirmForm({ question, settle }: { question: Question; settle: (answer: Confirmed | null) => void }) {
  const texts = useTexts(uiTexts);
  const [phrase, setPhrase] = useState('');
  const [reason, setReason] = useState('');
  const ready = (!question.phrase || phrase === question.phrase) && (question.reason !== 'required' || reason.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) settle({ reason: reason.trim() || undefined, phrase });
  };
  return (
    <form onSubmit={submit} className="stack">
      <div>{question.body}</div>
      {question.phrase && (
        <TextInput data-autofocus autoComplete="off" spellCheck={false} value={phrase} onChange={(event) => setPhrase(event.currentTarget.value)}
          label={texts.typeToConfirm(question.phrase)} />
      )}
      {question.reason && (
        <TextInput value={reason} maxLength={1000} onChange={(event) => setReason(event.currentTarget.value)} label={texts.reason}
          withAsterisk={question.reason === 'required'} description={texts.reasonHint} />
      )}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={() => settle(null)}>{texts.cancel}</Button>
        <Button type="submit" color={question.danger ? 'red' : 'indigo'} disabled={!ready} data-autofocus={!question.phrase || undefined}>
          {question.confirm}
        </Button>
      </div>
    </form>
  );
}
