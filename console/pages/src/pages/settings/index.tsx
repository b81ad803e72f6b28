import { SegmentedControl, Select } from '@mantine/core';
import { query } from '../../api/client';
import { useMay, useSession } from '../../api/session';
import { useScheme } from '../../app/useScheme';
import { useTexts } from '../../i18n/text';
import { changeSettings, useSettings, type Density, type Language, type Scheme } from '../../settings/settings';
import { Facts } from '../../ui/Facts';
import { Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { ZONES } from '../../ui/useZone';
import { settingsTexts } from './texts';

const ROWS = ['20', '50', '100', '200'];

export default function SettingsPage() {
  const texts = useTexts(settingsTexts);
  const session = useSession().data;
  const admin = useMay('admin');
  return (
    <Page title={texts.title} subtitle={texts.subtitle}>
      <div className="columns">
        <Look />
        <Panel title={texts.console}>
          <Facts facts={session ? [
            [texts.version, session.version], [texts.redis, <span key="redis" className="mono">{session.redis}</span>], [texts.namespace, session.namespace],
            [texts.user, session.user ?? texts.none], [texts.role, session.role ?? texts.none],
          ] : []} />
        </Panel>
      </div>
      {admin && <ConsoleSettings />}
    </Page>
  );
}

function Look() {
  const texts = useTexts(settingsTexts);
  const settings = useSettings();
  const choose = useScheme();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Panel title={texts.look}>
      <Facts facts={[
        [texts.theme, <SegmentedControl key="theme" size="xs" aria-label={texts.theme} value={settings.scheme} onChange={(value) => choose(value as Scheme)}
          data={[{ value: 'auto', label: texts.auto }, { value: 'light', label: texts.light }, { value: 'dark', label: texts.dark }]} />],
        [texts.language, <SegmentedControl key="language" size="xs" aria-label={texts.language} value={settings.language} onChange={(value) => changeSettings({ language: value as Language })}
          data={[{ value: 'en', label: 'English' }, { value: 'zh', label: '中文' }]} />],
        [texts.density, <SegmentedControl key="density" size="xs" aria-label={texts.density} value={settings.density} onChange={(value) => changeSettings({ density: value as Density })}
          data={[{ value: 'compact', label: texts.compact }, { value: 'comfortable', label: texts.comfortable }]} />],
        [texts.rows, <SegmentedControl key="rows" size="xs" aria-label={texts.rows} value={String(settings.rows)} onChange={(value) => changeSettings({ rows: Number(value) })} data={ROWS} />],
        [texts.zone, <Select key="zone" size="xs" searchable clearable limit={100} aria-label={texts.zone} description={texts.zoneHint} placeholder={texts.browserZone(own)} value={settings.zone || null} data={ZONES} onChange={(zone) => changeSettings({ zone: zone ?? '' })} />],
      ]} />
    </Panel>
  );
}

/** How the console itself was started; for admins. */
function ConsoleSettings() {
  const texts = useTexts(settingsTexts);
  const settings = query.useQuery('get', '/settings');
  return (
    <Panel flush title={texts.configuration}>
      <Loaded query={settings}>
        {(data) => (
          <DataTable label={texts.configuration} rows={data.items} rowKey={(row) => row.key} columns={[
            { key: 'key', label: texts.key, sort: (row) => row.key, render: (row) => <span className="mono">{row.key}</span> },
            { key: 'value', label: texts.value, render: (row) => <span className={row.value === row.default ? 'mono' : 'mono good'}>{row.value || '–'}</span> },
            { key: 'default', label: texts.default, minor: true, render: (row) => <span className="mono dim">{row.default || '–'}</span> },
            { key: 'meaning', label: texts.meaning, wide: true, render: (row) => <span className="dim clip" title={row.meaning}>{row.meaning}</span> },
          ]} />
        )}
      </Loaded>
    </Panel>
  );
}
