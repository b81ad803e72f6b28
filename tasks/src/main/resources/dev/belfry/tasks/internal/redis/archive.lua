-- Archives tasks that failed for good.
-- KEYS 1 active, 2 lease, 3 archived, 4 processed, 5 failed
-- ARGV 1 prefix of task records, then for each task: id, owner, message, note on the attempt ('' for none)
-- Result for each task: see fence
-- Invariant: the archive's bounds; a lock stays with its holder; each failure is counted once.
--! include clock
--! include attempts
--! include counters
--! include fence
--! include leave
--! include locks
--! include archive
local results, applied, ids = judge_all(KEYS[2], 2, 4)
if #ids == 0 then return results end

-- A key of another type is to be found out before anything has changed.
redis.call('ZREM', KEYS[3], '')
leave(KEYS[1], KEYS[2], ids)
for _, i in ipairs(applied) do
  local key = ARGV[1] .. ARGV[i]
  redis.call('ZADD', KEYS[3], int(now_s), ARGV[i])
  redis.call('HSET', key, 'msg', ARGV[i + 2], 'state', 'archived')
  redis.call('HDEL', key, 'belfry_lease', 'belfry_crashes', 'belfry_due_ms')
  note_attempt(key, ARGV[i + 3])
end
trim_archive(KEYS[3], ARGV[1])
count_failures(KEYS[4], KEYS[5], #ids)
return results
