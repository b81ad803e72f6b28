-- The clock of Redis, read once per script, for those that need no nanoseconds.
-- KEYS none of its own
-- ARGV none of its own
-- Result now_s, now_ms (numbers), int(number)
-- Invariant: one script sees one moment
-- Gives: now_s, now_ms (numbers), int(number): its text without a fraction.
local time = redis.call('TIME')
local now_s = tonumber(time[1])
local now_ms = now_s * 1000 + math.floor(tonumber(time[2]) / 1000)
local function int(number) return string.format('%d', number) end
