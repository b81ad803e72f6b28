-- Keeps tasks that succeeded for as long as their retention says.
-- KEYS 1 active, 2 lease, 3 completed, 4 processed
-- ARGV 1 prefix of task records, then for each task: id, owner, unique lock (may be empty), message, retention (s), note on the
--      attempt ('' for none)
-- Result for each task: see fence
-- Invariant: a lock ends with success; each success is counted once.
--! include clock
--! include attempts
--! include counters
--! include fence
--! include leave
--! include locks
local results, applied, ids = judge_all(KEYS[2], 2, 6)
-- A key of another type is to be found out before anything has changed.
if #ids > 0 then redis.call('ZREM', KEYS[3], '') end
leave(KEYS[1], KEYS[2], ids)
for _, i in ipairs(applied) do
  local id, key, lock = ARGV[i], ARGV[1] .. ARGV[i], ARGV[i + 2]
  redis.call('ZADD', KEYS[3], int(now_s + tonumber(ARGV[i + 4])), id)
  redis.call('HSET', key, 'msg', ARGV[i + 3], 'state', 'completed')
  redis.call('HDEL', key, 'belfry_lease', 'belfry_crashes', 'belfry_due_ms')
  note_attempt(key, ARGV[i + 5])
  if holds(lock, id) then redis.call('DEL', lock) end
end
count(KEYS[4], #ids)
return results
