-- Marks work as done that nobody has in hand.
-- KEYS 1 record
-- ARGV 1 owner, 2 milliseconds that a record is kept
-- Result 1 if nobody had the work, or the owner had cancelled it before; 0 if somebody has it or has done it
-- Invariant: done stays done; the work of somebody else stays theirs.
--! include record
local state, attempt, till, owner = read(KEYS[1])
if state == 'd' then return owner == ARGV[1] and 1 or 0 end
if state == 'r' and till > now then return 0 end
write(KEYS[1], 'd', attempt or 0, now, ARGV[1], '', ARGV[2])
return 1
