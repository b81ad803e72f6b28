import { useDebouncedValue } from '@mantine/hooks';
import { query } from '../../api/client';
import { problemText } from '../../api/problem';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { useZone } from '../../ui/useZone';
import { schedulesTexts } from './texts';

const PAUSE_MS = 300;
const FIRES = 5;

/** When an expression would fire, while it is typed. */
export function FirePreview({ spec, zoneOfSpec }: { spec: string; zoneOfSpec: string }) {
  const texts = useTexts(schedulesTexts);
  const format = useFormat();
  const zone = useZone();
  const [typed] = useDebouncedValue(spec.trim(), PAUSE_MS);
  const preview = query.useQuery('get', '/schedule/fires', { params: { query: { spec: typed, zone, zoneOfSpec, fires: FIRES } } }, { enabled: typed !== '', retry: false });
  if (typed === '') return null;
  return (
    <div aria-live="polite" className="num" style={{ fontSize: '0.8125rem' }}>
      {preview.error ? <span className="bad">{problemText(preview.error)}</span> : (
        <><span className="dim">{texts.upcoming}: </span>{preview.data?.fires.map((at) => format.exact(at)).join(' · ')}</>
      )}
    </div>
  );
}
