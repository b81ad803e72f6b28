-- Reads what was left with work that is done.
-- KEYS 1 record
-- ARGV none
-- Result {note}, or {} if the work is not done
-- Invariant: nothing changes.
--! include record
local state, attempt, till, owner, note = read(KEYS[1])
if state == 'd' then return {note} end
return {}
