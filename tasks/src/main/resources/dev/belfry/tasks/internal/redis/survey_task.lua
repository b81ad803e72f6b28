-- Finds out for certain what is wrong with the place of a task.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 a group to look in (may be empty)
-- Result {verdict, state, the places that have the id}
-- Invariant: reads only.
--! include clock
--! include place
local at = locate(ARGV[2], ARGV[1], ARGV[3])
return {verdict(at), at.state or '', table.concat(at.names, ', ')}
