/** The seven states of a task, in the order in which they are shown everywhere. */
export const STATES = ['active', 'pending', 'aggregating', 'scheduled', 'retry', 'archived', 'completed'] as const;

export type TaskState = (typeof STATES)[number];

export function stateColor(state: TaskState): string {
  return `var(--bf-state-${state})`;
}
