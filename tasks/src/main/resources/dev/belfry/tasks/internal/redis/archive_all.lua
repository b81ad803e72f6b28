-- Archives the first tasks of a state.
-- KEYS 1 archived
-- ARGV 1 prefix of the queue's keys, 2 state, 3 group (may be empty), 4 at most how many, 5 how much of the archive to trim
-- Result {taken from there, archived}
-- Invariant: see archive_task.
--! include clock
--! include place
--! include locks
--! include archive
--! include move
--! include portion
local ids, taken = take_portion(ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]))
for _, id in ipairs(ids) do to_archive(ARGV[1], id) end
trim_archive(KEYS[1], ARGV[1] .. 't:', tonumber(ARGV[5]))
return {taken, #ids}
