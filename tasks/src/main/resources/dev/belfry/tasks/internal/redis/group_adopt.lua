-- Registers a group or a set that was found by chance, if it is not registered.
-- KEYS 1 what was found, 2 groups, 3 sets
-- ARGV 1 its name without the prefix of groups, 2 prefix of task records
-- Result 1 if it was stranded, else 0
-- Invariant: a set that nobody knows of is registered as abandoned; what its name does not tell, its tasks do.
--! include clock
if redis.call('TYPE', KEYS[1]).ok ~= 'zset' or redis.call('ZSCORE', KEYS[3], KEYS[1]) then return 0 end
local name = ARGV[1]
local of_set = string.match(name, '^(.*):[^:]*$')
if of_set then
  local first = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
  local task = redis.pcall('HMGET', ARGV[2] .. first, 'group')
  if task[1] == of_set then
    redis.call('ZADD', KEYS[3], int(now_s), KEYS[1])
    return 1
  end
end
return redis.call('SADD', KEYS[2], name)
