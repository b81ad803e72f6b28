-- Lets tasks wait for another attempt.
-- KEYS 1 active, 2 lease, 3 retry, 4 processed, 5 failed
-- ARGV 1 prefix of task records, 2 channel for due times,
--      then for each task: id, owner, message, ms to wait, 1 if it counts as a failure, else 0
-- Result for each task: see fence
-- Invariant: a lock stays with its holder; each failure is counted once.
--! include clock
--! include counters
--! include due
--! include fence
local results, applied, ids, failures = {}, {}, {}, 0
for i = 3, #ARGV, 5 do
  local result = judge(KEYS[2], ARGV[1] .. ARGV[i], ARGV[i], ARGV[i + 1])
  table.insert(results, result)
  if result == APPLIED then
    table.insert(applied, i)
    table.insert(ids, ARGV[i])
    failures = failures + tonumber(ARGV[i + 4])
  end
end

leave(KEYS[1], KEYS[2], ids)
for _, i in ipairs(applied) do
  local key = ARGV[1] .. ARGV[i]
  redis.call('HSET', key, 'msg', ARGV[i + 2], 'state', 'retry')
  redis.call('HDEL', key, 'belfry_lease', 'belfry_crashes')
  wait_until(KEYS[3], key, ARGV[i], now_ms + math.max(0, tonumber(ARGV[i + 3])), ARGV[2])
end
count_failures(KEYS[4], KEYS[5], failures)
return results
