-- Marks work as done.
-- KEYS 1 record
-- ARGV 1 owner, 2 note, 3 milliseconds that a record is kept
-- Result 1 if the owner had the work, or had marked it before; 0 if somebody else has it or has done it
-- Invariant: done stays done; the work of somebody else stays theirs.
--! include record
local state, attempt, till, owner = read(KEYS[1])
if state and owner ~= ARGV[1] then return 0 end
if state ~= 'd' then write(KEYS[1], 'd', attempt or 1, now, ARGV[1], ARGV[2], ARGV[3]) end
return 1
