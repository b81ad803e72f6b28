import css from './chart.module.css';

const WIDTH = 100;
const HEIGHT = 24;

/** A trend in the height of a line of text. */
export function Sparkline({ label, values, color = 'var(--bf-accent)' }: { label: string; values: number[]; color?: string }) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length);
  return (
    <svg className={css.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {values.map((value, index) => {
        const height = value === 0 ? 1 : Math.max(2, (value / most) * HEIGHT);
        return <rect key={index} x={index * step} width={Math.max(step - 0.6, 0.6)} y={HEIGHT - height} height={height} fill={value === 0 ? 'var(--bf-border)' : color} />;
      })}
    </svg>
  );
}
