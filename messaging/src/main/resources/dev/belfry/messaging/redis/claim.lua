-- Claims a piece of work.
-- KEYS 1 record
-- ARGV 1 owner, 2 milliseconds of the lease, 3 milliseconds that a record is kept
-- Result {'granted', attempt}, {'busy', milliseconds until the lease or the wait ends} or {'finished', note}
-- Invariant: work has one owner at a time, and none once it is done.
--! include record
local state, attempt, till, owner, note = read(KEYS[1])
if state == 'd' then return {'finished', note} end
if state and till > now and owner ~= ARGV[1] then return {'busy', string.format('%.0f', till - now)} end
if not (state == 'r' and owner == ARGV[1]) then attempt = (attempt or 0) + 1 end
write(KEYS[1], 'r', attempt, now + tonumber(ARGV[2]), ARGV[1], '', ARGV[3])
return {'granted', tostring(attempt)}
