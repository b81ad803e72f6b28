-- Lets a task run as soon as a worker is free.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys
-- Result 'done', 'missing', 'staged', or the state that forbids it: 'active', 'pending'
-- Invariant: an id is in one place; a task that was run by hand does not return to its group.
--! include clock
--! include place
--! include locks
--! include move
local id, queue = ARGV[1], ARGV[2]
local refused, state = refusal(queue, id)
if refused then return refused end
if state == 'pending' then
  if verdict(locate(queue, id, '')) == 'fits' then return 'pending' end
end
uproot(queue, id, state)
to_pending(queue, id)
return 'done'
