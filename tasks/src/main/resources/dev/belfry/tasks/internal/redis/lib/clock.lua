-- The clock of Redis, read once per script.
-- KEYS none of its own
-- ARGV none of its own
-- Result now_s, now_ms (numbers), now_ns (text), int(number)
-- Invariant: one script sees one moment
-- Gives: now_ns (text) beside what moment gives.
--! include moment
local now_ns = time[1] .. string.format('%06d', tonumber(time[2])) .. '000'
