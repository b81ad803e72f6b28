-- Puts tasks back that were not run, or not to their end.
-- KEYS 1 active, 2 lease, 3 pending
-- ARGV 1 prefix of task records, then for each task: id, owner
-- Result for each task: see fence
-- Invariant: the order; the first task given is next to run, the second one after it.
--! include clock
--! include fence
--! include leave
local results, _, ids = judge_all(KEYS[2], 2, 2)
-- A key of another type is to be found out before anything has changed.
redis.call('LLEN', KEYS[3])
leave(KEYS[1], KEYS[2], ids)
for i = #ids, 1, -1 do
  local key = ARGV[1] .. ids[i]
  redis.call('RPUSH', KEYS[3], ids[i])
  redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
  redis.call('HDEL', key, 'belfry_lease')
end
return results
