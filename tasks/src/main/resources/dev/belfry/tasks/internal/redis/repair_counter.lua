-- Lets a counter start again that is negative or not a number.
-- KEYS 1 counter
-- ARGV none
-- Result 0 it is a number, 1 it starts again
-- Invariant: a counter that counts is left alone.
local value = redis.pcall('GET', KEYS[1])
if not value or type(value) == 'table' or string.match(value, '^%d+$') then return 0 end
return redis.call('DEL', KEYS[1])
