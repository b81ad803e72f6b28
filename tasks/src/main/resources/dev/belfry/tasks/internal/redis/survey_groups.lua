-- Looks at sets of grouped tasks.
-- KEYS 1 groups, 2 aggregation sets
-- ARGV 1 prefix of groups, 2 prefix of task records, then names: of groups, or of aggregation sets behind that prefix
-- Result for each {type of the key, how many, oldest score, deadline if it is an aggregation set, 1 if it is registered as a
-- group, group that the first member's record names}; what is not known is empty
-- Invariant: reads only.
local results = {}
for i = 3, #ARGV do
  local key = ARGV[1] .. ARGV[i]
  local kind = redis.call('TYPE', key)['ok']
  local result = {kind, 0, '', '', 0, ''}
  if kind == 'zset' then
    result[2] = redis.call('ZCARD', key)
    local first = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
    result[3] = first[2] or ''
    local named = first[1] and redis.pcall('HGET', ARGV[2] .. first[1], 'group')
    if type(named) == 'string' then result[6] = named end
  end
  local deadline = redis.pcall('ZSCORE', KEYS[2], key)
  if type(deadline) == 'string' then result[4] = deadline end
  if redis.pcall('SISMEMBER', KEYS[1], ARGV[i]) == 1 then result[5] = 1 end
  table.insert(results, result)
end
return results
