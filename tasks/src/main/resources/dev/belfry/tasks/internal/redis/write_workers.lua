-- Stores what changed in the tasks that a server runs.
-- KEYS 1 its workers (hash)
-- ARGV 1 seconds to live, 2 how many workers there should be before, 3 how many of them are gone, their task ids, then for
--      each new one: task id, worker info
-- Result 1, or 0 if there were not as many: then none is left, and all have to be written
-- Invariant: what is stored is all that the server told, or nothing.
if redis.call('HLEN', KEYS[1]) ~= tonumber(ARGV[2]) then
  redis.call('DEL', KEYS[1])
  return 0
end
local gone = 3 + tonumber(ARGV[3])
for i = 4, gone do redis.call('HDEL', KEYS[1], ARGV[i]) end
for i = gone + 1, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
