-- Releases a unique lock, or notes it in the record of its holder, if both are still as they were read.
-- KEYS 1 lock, 2 record of its holder
-- ARGV 1 holder, 2 the message of its record (may be empty), 3 'release' or 'note'
-- Result 0 something has changed, 1 done
-- Invariant: a lock is released only if its task is gone, is done, or does not claim it.
if redis.pcall('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local task = redis.pcall('HMGET', KEYS[2], 'msg', 'state', 'unique_key')
if (task[1] or '') ~= ARGV[2] then return 0 end
if task[3] == KEYS[1] and task[1] and task[2] ~= 'completed' then return 0 end
if ARGV[3] == 'release' then
  redis.call('DEL', KEYS[1])
else
  redis.call('HSET', KEYS[2], 'unique_key', KEYS[1])
end
return 1
