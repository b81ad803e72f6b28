-- Lets the first tasks of a state run.
-- KEYS 1 pending
-- ARGV 1 prefix of the queue's keys, 2 state, 3 group (may be empty), 4 at most how many
-- Result {taken from there, let run}
-- Invariant: see run_task.
--! include clock
--! include place
--! include locks
--! include move
--! include portion
local ids, taken = take_portion(ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]))
for _, id in ipairs(ids) do to_pending(ARGV[1], id) end
return {taken, #ids}
