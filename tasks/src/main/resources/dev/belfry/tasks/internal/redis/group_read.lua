-- Reads tasks of a set.
-- KEYS 1 set
-- ARGV 1 prefix of task records, 2 rank of the first, 3 at most how many
-- Result {id, message, id, message, ...}, the first added first; a message is missing if there is no record
-- Invariant: reads only.
local first = tonumber(ARGV[2])
local result = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], first, first + tonumber(ARGV[3]) - 1)) do
  local task = redis.pcall('HMGET', ARGV[1] .. id, 'msg')
  table.insert(result, id)
  table.insert(result, task[1] or false)
end
return result
