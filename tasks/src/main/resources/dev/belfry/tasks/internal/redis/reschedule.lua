-- Gives a task another time to run.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 Unix ms, 4 channel for due times
-- Result 'done', 'missing', 'staged', or the state that forbids it: 'active', 'completed', 'aggregating'
-- Invariant: nothing runs early; a unique lock that would have outlasted the old time by some term outlasts the new one by it.
--! include clock
--! include due
--! include place
--! include locks
--! include move
local id, queue, due_ms = ARGV[1], ARGV[2], tonumber(ARGV[3])
local refused, state = refusal(queue, id)
if refused then return refused end
if state == 'completed' or state == 'aggregating' then return state end
local old_ms = now_ms
if state == 'scheduled' or state == 'retry' then
  old_ms = math.max(now_ms, (score_in(queue .. state, id) or 0) * 1000)
end
local lock = lock_of(KEYS[1], id)
local ttl = lock and redis.call('PTTL', lock) or -1
if ttl > 0 and due_ms > old_ms then redis.call('PEXPIRE', lock, int(ttl + due_ms - old_ms)) end
uproot(queue, id, state)
if due_ms <= now_ms then
  to_pending(queue, id)
  return 'done'
end
local waiting = state == 'retry' and 'retry' or 'scheduled'
redis.call('HSET', KEYS[1], 'state', waiting)
redis.call('HDEL', KEYS[1], 'pending_since', 'group', 'belfry_owner', 'belfry_lease', 'belfry_due_ms', 'belfry_crashes')
wait_until(queue .. waiting, KEYS[1], id, due_ms, ARGV[4])
return 'done'
