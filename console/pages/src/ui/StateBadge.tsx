import { useTexts } from '../i18n/text';
import { stateColor, type TaskState } from './states';
import { uiTexts } from './texts';
import css from './ui.module.css';

export function StateBadge({ state }: { state: TaskState }) {
  const texts = useTexts(uiTexts);
  return (
    <span className={css.state}>
      <Dot color={stateColor(state)} />
      {texts.state[state]}
    </span>
  );
}

export function Dot({ color, pulse }: { color: string; pulse?: boolean }) {
  return <span className={pulse ? `${css.dot} ${css.pulse}` : css.dot} style={{ background: color }} aria-hidden />;
}
