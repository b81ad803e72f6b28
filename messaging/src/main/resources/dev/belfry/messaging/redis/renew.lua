-- Makes a lease last longer.
-- KEYS 1 record
-- ARGV 1 owner, 2 milliseconds of the lease, 3 milliseconds that a record is kept
-- Result 1 if the owner has the work, 0 if somebody else has it or has done it
-- Invariant: the lease of somebody else stays as it is; work that was given back is not taken again.
--! include record
local state, attempt, till, owner = read(KEYS[1])
if state and (state ~= 'r' or owner ~= ARGV[1]) then return 0 end
write(KEYS[1], 'r', attempt or 1, now + tonumber(ARGV[2]), ARGV[1], '', ARGV[3])
return 1
