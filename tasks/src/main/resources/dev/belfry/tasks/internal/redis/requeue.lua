-- Puts tasks back that were not run, or not to their end.
-- KEYS 1 active, 2 lease, 3 pending
-- ARGV 1 prefix of task records, then for each task: id, owner
-- Result for each task: see fence
-- Invariant: the order; the first task given is next to run, the second one after it.
--! include clock
--! include fence
local results, ids = {}, {}
for i = 2, #ARGV, 2 do
  local result = judge(KEYS[2], ARGV[1] .. ARGV[i], ARGV[i], ARGV[i + 1])
  table.insert(results, result)
  if result == APPLIED then table.insert(ids, ARGV[i]) end
end

leave(KEYS[1], KEYS[2], ids)
for i = #ids, 1, -1 do
  local key = ARGV[1] .. ids[i]
  redis.call('RPUSH', KEYS[3], ids[i])
  redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
  redis.call('HDEL', key, 'belfry_lease')
end
return results
