-- Compares the list of the tasks that workers have with the set of their leases.
-- KEYS 1 active, 2 lease
-- ARGV 1 at most how many ids of each to look at
-- Result the ids that are in one only, or in the list twice
-- Invariant: reads only.
local results, active = {}, {}
for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1)) do
  if active[id] or not redis.call('ZSCORE', KEYS[2], id) then table.insert(results, id) end
  active[id] = true
end
if redis.call('LLEN', KEYS[1]) <= tonumber(ARGV[1]) then
  for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[1]) - 1)) do
    if not active[id] then table.insert(results, id) end
  end
end
return results
