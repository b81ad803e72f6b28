-- Gives a waiting task another message, if it still has the one that was read.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 the message that was read, 4 the new one
-- Result 'done', 'changed', 'missing', 'staged', or the state that forbids it: 'active', 'completed'
-- Invariant: what is being worked on is left alone.
--! include clock
--! include place
--! include locks
--! include move
local refused, state = refusal(ARGV[2], ARGV[1])
if refused then return refused end
if state == 'active' or state == 'completed' then return state end
if redis.call('HGET', KEYS[1], 'msg') ~= ARGV[3] then return 'changed' end
redis.call('HSET', KEYS[1], 'msg', ARGV[4])
return 'done'
