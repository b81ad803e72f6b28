import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy as CopyIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/text';
import { uiTexts } from './texts';
import css from './ui.module.css';

export function CopyButton({ value, label }: { value: string; label?: string }) {
  const texts = useTexts(uiTexts);
  const clipboard = useClipboard({ timeout: 1200 });
  const words = clipboard.copied ? texts.copied : (label ?? texts.copy);
  return (
    <Tooltip label={words}>
      <ActionIcon size="xs" aria-label={words} className={css.copy} onClick={(event) => {
        event.preventDefault();
        event.stopPropagation();
        clipboard.copy(value);
      }}>
        {clipboard.copied ? <Check size={12} /> : <CopyIcon size={12} />}
      </ActionIcon>
    </Tooltip>
  );
}

/** A value that may be long: cut off by its column, whole in the tooltip, copied by its button. */
export function Copyable({ value, children, mono = true }: { value: string; children?: ReactNode; mono?: boolean }) {
  return (
    <span className={css.copyable}>
      <span className={mono ? 'clip mono' : 'clip'} title={value}>{children ?? value}</span>
      <CopyButton value={value} />
    </span>
  );
}
