import { Button, Collapse, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { query } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { Panel } from '../../ui/Panel';
import { STATES, type TaskState } from '../../ui/states';
import { uiTexts } from '../../ui/texts';
import { fromLocal, isEmpty, toLocal, type Filter } from './filter';
import css from './search.module.css';
import { searchTexts } from './texts';

interface FilterFormProps {
  filter: Filter;
  onSearch: (filter: Filter) => void;
}

export function FilterForm({ filter, onSearch }: FilterFormProps) {
  const texts = useTexts(searchTexts);
  const common = useTexts(uiTexts);
  const queues = query.useQuery('get', '/queues').data?.items.map(({ queue }) => queue) ?? [];
  const [draft, setDraft] = useState(filter);
  const [open, setOpen] = useState(() => hasMore(filter));
  const put = (change: Filter) => setDraft((before) => ({ ...before, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(draft);
  };
  const pick = (change: Filter) => {
    put(change);
    onSearch({ ...draft, ...change });
  };
  return (
    <Panel>
      <form role="search" onSubmit={submit} className={css.form}>
        <div className={css.first}>
          <TextInput data-page-focus label={texts.text} placeholder={texts.textHint} value={draft.text ?? ''} onChange={(event) => put({ text: event.currentTarget.value })} leftSection={<Search size={14} />} />
          <MultiSelect label={texts.states} placeholder={draft.states?.length ? undefined : texts.anyState} clearable value={draft.states ?? []}
            data={STATES.map((state) => ({ value: state, label: common.state[state] }))} onChange={(states) => pick({ states: states as TaskState[] })} />
          <MultiSelect label={texts.queues} placeholder={draft.queues?.length ? undefined : texts.anyQueue} clearable searchable limit={100} value={draft.queues ?? []}
            data={[...new Set([...queues, ...(draft.queues ?? [])])]} onChange={(chosen) => pick({ queues: chosen })} />
        </div>
        <Collapse expanded={open}>
          <div className={css.rest}>
            <Text label={texts.type} hint={texts.typeHint} value={draft.type} onChange={(type) => put({ type })} />
            <Text label={texts.id} hint={texts.typeHint} value={draft.id} onChange={(id) => put({ id })} />
            <Text label={texts.error} value={draft.error} onChange={(error) => put({ error })} />
            <Text label={texts.header} hint={texts.headerHint} value={draft.header} onChange={(header) => put({ header })} />
            <Text label={texts.path} hint="$.order.sn" value={draft.path} onChange={(path) => put({ path })} />
            <Text label={texts.value} value={draft.value} onChange={(value) => put({ value })} />
            <Text label={texts.groups} value={draft.groups?.[0]} onChange={(group) => put({ groups: group ? [group] : undefined })} />
            <NumberInput label={texts.minRetried} min={0} allowDecimal={false} value={draft.minRetried ?? ''} onChange={(least) => put({ minRetried: Number(least) || undefined })} />
            <TextInput type="datetime-local" step={1} label={texts.from} title={texts.timeHint} value={toLocal(draft.from)} onChange={(event) => put({ from: fromLocal(event.currentTarget.value) })} />
            <TextInput type="datetime-local" step={1} label={texts.to} title={texts.timeHint} value={toLocal(draft.to)} onChange={(event) => put({ to: fromLocal(event.currentTarget.value) })} />
          </div>
        </Collapse>
        <div className="row wrap">
          <Button type="submit" leftSection={<Search size={14} />}>{texts.search}</Button>
          <Button variant="subtle" onClick={() => setOpen(!open)} aria-expanded={open} rightSection={open ? <ChevronUp size={14} /> : <ChevronDown size={14} />}>{open ? texts.fewer : texts.more}</Button>
          {!isEmpty(draft) && <Button variant="subtle" color="gray" onClick={() => { setDraft({}); onSearch({}); }}>{texts.reset}</Button>}
        </div>
      </form>
    </Panel>
  );
}

interface TextProps {
  label: string;
  hint?: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Text({ label, hint, value, onChange }: TextProps) {
  return <TextInput label={label} placeholder={hint} value={value ?? ''} autoComplete="off" spellCheck={false} onChange={(event) => onChange(event.currentTarget.value || undefined)} />;
}

function hasMore({ text: _, states: __, queues: ___, ...rest }: Filter): boolean {
  return !isEmpty(rest);
}
