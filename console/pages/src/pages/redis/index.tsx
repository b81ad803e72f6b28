import { Alert } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Facts } from '../../ui/Facts';
import { Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { Tile, Tiles } from '../../ui/Tile';
import { ExactWhen } from '../../ui/When';
import { Info } from './Info';
import { Nodes } from './Nodes';
import { redisTexts } from './texts';

export default function RedisPage() {
  const texts = useTexts(redisTexts);
  const redis = query.useQuery('get', '/redis', undefined, { refetchInterval: REFRESH_MS });
  return (
    <Page title={texts.title} subtitle={redis.data && <span className="mono">{redis.data.address}</span>}>
      <Loaded query={redis}>{(data) => <Redis redis={data} />}</Loaded>
    </Page>
  );
}

function Redis({ redis }: { redis: Schemas['RedisView'] }) {
  const texts = useTexts(redisTexts);
  const format = useFormat();
  const memoryNote = redis.maxMemory === null ? texts.peak(format.bytes(redis.peakMemory)) : texts.ofMax(format.bytes(redis.maxMemory), format.percent(redis.usedMemory / redis.maxMemory));
  return (
    <>
      {redis.evictionPolicy !== 'noeviction' && <Alert color="yellow" icon={<TriangleAlert size={18} />} title={`${texts.eviction}: ${redis.evictionPolicy}`}>{texts.evictionBad}</Alert>}
      {!redis.persistence.lastSaveOk && <Alert color="red" icon={<TriangleAlert size={18} />}>{texts.saveFailed}</Alert>}
      <Tiles>
        <Tile label={texts.version} value={redis.version} note={texts.kinds[redis.kind]} />
        <Tile label={texts.uptime} value={format.duration(redis.uptimeMs)} />
        <Tile label={texts.memory} value={format.bytes(redis.usedMemory)} note={memoryNote} />
        <Tile label={texts.keys} value={format.number(redis.keys)} />
        <Tile label={texts.clients} value={format.number(redis.clients)} note={texts.blocked(format.number(redis.blockedClients))} />
        <Tile label={texts.ops} value={format.rate(redis.opsPerSecond)} note={redis.consoleCommandsPerSecond === null ? undefined : texts.ownCost(format.rate(redis.consoleCommandsPerSecond))} />
      </Tiles>
      <div className="columns">
        <Panel title={texts.persistence}>
          <Facts facts={[
            [texts.persistence, redis.persistence.aof ? texts.aof : texts.rdb],
            [texts.lastSave, <ExactWhen key="save" at={redis.persistence.lastSaveAt} />],
            [texts.changes, format.number(redis.persistence.changesSinceSave)],
            [texts.eviction, redis.evictionPolicy],
            [texts.fragmentation, redis.fragmentation ?? '–'],
            [texts.replicas, format.number(redis.replicas)],
          ]} />
        </Panel>
        <Nodes redis={redis} />
      </div>
      <Info info={redis.info} />
    </>
  );
}
