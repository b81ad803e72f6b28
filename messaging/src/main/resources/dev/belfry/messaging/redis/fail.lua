-- Gives work back after an attempt.
-- KEYS 1 record
-- ARGV 1 owner, 2 whether the attempt counts: 0 or 1, 3 milliseconds until somebody may claim the work, 4 milliseconds that
--      a record is kept
-- Result 1 if the owner had the work, else 0
-- Invariant: the work of somebody else stays theirs; an attempt is taken back once.
--! include record
local state, attempt, till, owner = read(KEYS[1])
if state ~= 'r' or owner ~= ARGV[1] then return 0 end
-- The record stays even without an attempt, so that a late renewal sees that the work was given back.
if ARGV[2] == '0' then attempt = attempt - 1 end
write(KEYS[1], 'w', attempt, now + tonumber(ARGV[3]), '', '', ARGV[4])
return 1
