import { HeartPulse } from 'lucide-react';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useLiveStatus } from '../../api/live';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { Dot } from '../../ui/StateBadge';
import { When } from '../../ui/When';
import css from './services.module.css';
import { servicesTexts } from './texts';

type Health = Schemas['ServiceHealth'];

const COLORS: Record<Health['status'], string> = { up: 'var(--bf-state-active)', down: 'var(--bf-state-archived)', unknown: 'var(--bf-state-completed)' };
const TONES: Record<Health['status'], string> = { up: 'good', down: 'bad', unknown: 'dim' };

export default function ServicesPage() {
  const texts = useTexts(servicesTexts);
  const live = useLiveStatus() === 'live';
  const services = query.useQuery('get', '/services', undefined, { refetchInterval: live ? REFRESH_MS * 3 : REFRESH_MS });
  return (
    <Page title={texts.title} subtitle={texts.subtitle}>
      <Loaded query={services}>
        {(data) => data.items.length === 0
          ? <Panel><Empty title={texts.none} icon={<HeartPulse size={22} strokeWidth={1.5} />}>{texts.noneText}</Empty></Panel>
          : <div className="columns">{data.items.map((health) => <Service key={health.name} health={health} />)}</div>}
      </Loaded>
    </Page>
  );
}

function Service({ health }: { health: Health }) {
  const texts = useTexts(servicesTexts);
  const format = useFormat();
  return (
    <Panel title={<span className="row"><Dot color={COLORS[health.status]} pulse={health.status === 'up'} />{health.name}</span>}
      aside={<span className={`${TONES[health.status]} ${css.status}`}>{texts[health.status]}</span>}>
      <div className="stack tight">
        <div className={`mono dim ${css.url}`} title={health.url}>{health.url}</div>
        <div className={css.line}>
          {health.since !== null && <span>{texts.since} <When at={health.since} /></span>}
          {health.latencyMs !== null && <span>{texts.latency} {format.duration(health.latencyMs)}</span>}
          {health.code !== null && <span className="num">HTTP {health.code}</span>}
        </div>
        <div className={css.history} role="img" aria-label={`${texts.history}: ${health.history.join(', ')}`}>
          {health.history.map((status, index) => <span key={index} style={{ background: COLORS[status] }} />)}
        </div>
        {health.detail !== null && <pre className={css.detail} tabIndex={0}>{health.detail}</pre>}
      </div>
    </Panel>
  );
}
