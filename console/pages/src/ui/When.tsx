import { Tooltip } from '@mantine/core';
import { millis, useFormat, type Instantish } from '../i18n/format';
import { useNow } from './useNow';

/** A relative time that counts, the exact one in its tooltip. */
export function When({ at }: { at: Instantish }) {
  const now = useNow();
  const format = useFormat();
  const time = millis(at);
  if (time === null) return <span className="dim">–</span>;
  return (
    <Tooltip label={format.exact(time)}>
      <time dateTime={new Date(time).toISOString()} className="num nowrap" tabIndex={-1}>
        {format.relative(time, now)}
      </time>
    </Tooltip>
  );
}

/** The exact time first, the relative one behind it. */
export function ExactWhen({ at }: { at: Instantish }) {
  const now = useNow();
  const format = useFormat();
  const time = millis(at);
  if (time === null) return <span className="dim">–</span>;
  return (
    <time dateTime={new Date(time).toISOString()} className="num">
      {format.exact(time)} <span className="dim nowrap">({format.relative(time, now)})</span>
    </time>
  );
}
