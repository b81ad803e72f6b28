import type { Schemas } from '../api/client';
import type { TaskState } from '../ui/states';

export type BatchAction = Schemas['JobAction'];

/** What may be done to tasks of a state. */
export const STATE_ACTIONS: Record<TaskState, BatchAction[]> = {
  active: ['cancel'],
  pending: ['archive', 'move', 'delete'],
  aggregating: ['run', 'archive', 'delete'],
  scheduled: ['run', 'archive', 'move', 'delete'],
  retry: ['run', 'archive', 'move', 'delete'],
  archived: ['run', 'move', 'delete'],
  completed: ['delete'],
};

export const DANGEROUS: ReadonlySet<string> = new Set(['delete', 'cancel']);
