import { query, type Schemas } from './client';

const RANKS: Record<Schemas['Role'], number> = { viewer: 0, operator: 1, admin: 2 };

export function useSession() {
  return query.useQuery('get', '/session', undefined, { staleTime: 60_000 });
}

/** Whether who looks may do what needs this role, here and now. */
export function useMay(role: Schemas['Role']): boolean {
  const session = useSession().data;
  return !!session?.role && !session.readOnly && RANKS[session.role] >= RANKS[role];
}
