-- Archives a task.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 how much of the archive to trim at most
-- Result 'done', 'missing', 'staged', or the state that forbids it: 'active', 'archived'
-- Invariant: an id is in one place; the archive's bounds; its lock stays with the task.
--! include clock
--! include place
--! include locks
--! include archive
--! include move
local id, queue = ARGV[1], ARGV[2]
local refused, state = refusal(queue, id)
if refused then return refused end
if state == 'archived' and score_in(queue .. 'archived', id) then return 'archived' end
uproot(queue, id, state)
to_archive(queue, id)
trim_archive(queue .. 'archived', queue .. 't:', tonumber(ARGV[3]))
return 'done'
