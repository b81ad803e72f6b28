-- The clock of Redis, read once per script.
-- KEYS none of its own
-- ARGV none of its own
-- Result now_s, now_ms (numbers), now_ns (text), int(number)
-- Invariant: one script sees one moment
-- Gives: now_s, now_ms (numbers), now_ns (text), int(number): its text without a fraction.
local time = redis.call('TIME')
local now_s = tonumber(time[1])
local now_ms = now_s * 1000 + math.floor(tonumber(time[2]) / 1000)
local now_ns = time[1] .. string.format('%06d', tonumber(time[2])) .. '000'
local function int(number) return string.format('%d', number) end
