-- Stores a task that is to run at once or later.
-- KEYS 1 task record, 2 pending, 3 scheduled, 4 unique lock (only if there is one)
-- ARGV 1 id, 2 message, 3 name of this call (empty if the id is random and so names it), 4 ms that the lock outlasts the
--      moment of being due, 5 'at' or 'in', 6 Unix ms or ms from now, 7 prefix of task records, 8 channel for due times
-- Result {0} id conflict, {-1} duplicate, {1} pending, {2, due ms} scheduled
-- Invariant: a record exists if and only if its id is in the list or set that its state names.
--! include clock
--! include claim
--! include due
local id, call = ARGV[1], ARGV[3]
local due_ms = tonumber(ARGV[6])
if ARGV[5] == 'in' then due_ms = now_ms + math.max(0, due_ms) end
local later = due_ms > now_ms

local lock_ttl_ms = tonumber(ARGV[4]) + math.max(0, due_ms - now_ms)
local claimed = claim(KEYS[1], id, call, KEYS[4], lock_ttl_ms, ARGV[7])
if claimed == 'conflict' then return {0} end
if claimed == 'duplicate' then return {-1} end
if claimed == 'stored' then
  local score = redis.call('ZSCORE', KEYS[3], id)
  if not score then return {1} end
  return {2, tonumber(redis.call('HGET', KEYS[1], 'belfry_due_ms') or tonumber(score) * 1000)}
end

redis.call('HSET', KEYS[1], 'msg', ARGV[2], 'state', later and 'scheduled' or 'pending')
if KEYS[4] then redis.call('HSET', KEYS[1], 'unique_key', KEYS[4]) end
if call ~= '' then redis.call('HSET', KEYS[1], 'belfry_call', call) end
if later then
  wait_until(KEYS[3], KEYS[1], id, due_ms, ARGV[8])
  return {2, due_ms}
end
redis.call('HSET', KEYS[1], 'pending_since', now_ns)
redis.call('LPUSH', KEYS[2], id)
return {1}
