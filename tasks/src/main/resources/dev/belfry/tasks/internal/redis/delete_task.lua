-- Deletes a task.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 the message that it must have, if any
-- Result 'done', 'missing', 'staged', 'active' or 'changed'
-- Invariant: the record and the lock go with the id.
--! include clock
--! include place
--! include locks
--! include move
local id, queue = ARGV[1], ARGV[2]
local refused, state = refusal(queue, id)
if refused then return refused end
if ARGV[3] and redis.call('HGET', KEYS[1], 'msg') ~= ARGV[3] then return 'changed' end
uproot(queue, id, state)
erase(queue, id)
return 'done'
