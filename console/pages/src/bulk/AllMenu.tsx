import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { useTexts } from '../i18n/text';
import { DANGEROUS, type BatchAction } from '../tasks/actions';
import { tasksTexts } from '../tasks/texts';
import { BulkDialog, type BulkRequest } from './BulkDialog';

interface AllMenuProps {
  label: string;
  filter: Schemas['TaskFilter'];
  actions: BatchAction[];
}

/** Actions on all tasks that a filter matches. */
export function AllMenu({ label, filter, actions }: AllMenuProps) {
  const texts = useTexts(tasksTexts);
  const [request, setRequest] = useState<BulkRequest | null>(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default" size="compact-sm" rightSection={<ChevronDown size={13} />}>{label}</Button></Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item key={action} color={DANGEROUS.has(action) ? 'red' : undefined} onClick={() => setRequest({ action, filter })}>{texts.all[action]}</Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <BulkDialog request={request} onClose={() => setRequest(null)} />
    </>
  );
}
