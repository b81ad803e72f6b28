-- Lets tasks wait for another attempt.
-- KEYS 1 active, 2 lease, 3 retry, 4 processed, 5 failed
-- ARGV 1 prefix of task records, 2 channel for due times,
--      then for each task: id, owner, message, ms to wait, 1 if it counts as a failure, else 0, note on the
--      attempt ('' for none)
-- Result for each task: see fence
-- Invariant: a lock stays with its holder; each failure is counted once.
--! include clock
--! include attempts
--! include counters
--! include due
--! include fence
--! include leave
local results, applied, ids = judge_all(KEYS[2], 3, 6)
local failures = 0
-- A key of another type is to be found out before anything has changed.
if #ids > 0 then redis.call('ZREM', KEYS[3], '') end
leave(KEYS[1], KEYS[2], ids)
for _, i in ipairs(applied) do
  local key = ARGV[1] .. ARGV[i]
  failures = failures + tonumber(ARGV[i + 4])
  redis.call('HSET', key, 'msg', ARGV[i + 2], 'state', 'retry')
  redis.call('HDEL', key, 'belfry_lease', 'belfry_crashes')
  note_attempt(key, ARGV[i + 5])
  wait_until(KEYS[3], key, ARGV[i], now_ms + math.max(0, tonumber(ARGV[i + 3])), ARGV[2])
end
count_failures(KEYS[4], KEYS[5], failures)
return results
