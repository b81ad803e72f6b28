-- Replaces a message, if it is still the one that was read.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 the message that was read, 4 the new one, 5 'archive' or 'keep'
-- Result 0 it is another one now, 1 replaced, -1 a worker has the task
-- Invariant: what a worker has is left alone; an archived task is in the archive only.
--! include clock
--! include place
local queue, id = ARGV[2], ARGV[1]
if redis.pcall('HGET', KEYS[1], 'msg') ~= ARGV[3] then return 0 end
if has_worker(queue, id) then return -1 end
if ARGV[5] == 'archive' then
  local at = locate(queue, id, '')
  if not at.places['archived'] then redis.call('ZADD', queue .. 'archived', int(now_s), id) end
  take_out(at, 'archived')
  redis.call('HSET', KEYS[1], 'state', 'archived')
  redis.call('HDEL', KEYS[1], 'belfry_owner', 'belfry_lease', 'belfry_due_ms', 'pending_since')
end
redis.call('HSET', KEYS[1], 'msg', ARGV[4])
return 1
