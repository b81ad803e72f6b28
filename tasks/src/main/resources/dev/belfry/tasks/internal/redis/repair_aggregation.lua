-- Gives the tasks of an aggregation set back to their group, if its aggregator had its time.
-- KEYS 1 the set, 2 aggregation sets, 3 the group, 4 groups
-- ARGV 1 name of the group, 2 seconds after the deadline for which the aggregator may go on, 3 at most how many tasks
-- Result 0 nothing to do, 1 done, 2 there are more
-- Invariant: a task is in the set or in the group; a group with tasks is registered.
--! include clock
local deadline = redis.call('ZSCORE', KEYS[2], KEYS[1])
if redis.call('EXISTS', KEYS[1]) == 0 then
  return deadline and redis.call('ZREM', KEYS[2], KEYS[1]) or 0
end
if deadline and tonumber(deadline) > now_s - tonumber(ARGV[2]) then return 0 end
local entries = redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[3]) - 1, 'WITHSCORES')
for i = 1, #entries, 2 do
  redis.call('ZADD', KEYS[3], entries[i + 1], entries[i])
  redis.call('ZREM', KEYS[1], entries[i])
end
redis.call('SADD', KEYS[4], ARGV[1])
if redis.call('EXISTS', KEYS[1]) == 1 then return 2 end
redis.call('ZREM', KEYS[2], KEYS[1])
return 1
