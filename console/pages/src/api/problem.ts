import type { components } from './schema';

type Problem = components['schemas']['Problem'];

/** What the console said of a refused request, or null where it said nothing. */
export function asProblem(error: unknown): Problem | null {
  return typeof error === 'object' && error !== null && 'title' in error && 'status' in error ? (error as Problem) : null;
}

export function problemText(error: unknown): string {
  const problem = asProblem(error);
  if (problem) return problem.detail || problem.title;
  if (typeof error === 'string' && error !== '') return error.slice(0, 300);
  return error instanceof Error ? error.message : String(error);
}
