-- Renames a key that holds another type of data than it should.
-- KEYS 1 key, 2 its new name
-- ARGV 1 the type it should have, 2 a number that makes the new name unique
-- Result 0 there is nothing wrong, 1 renamed
-- Invariant: no data is lost.
local kind = redis.call('TYPE', KEYS[1])['ok']
if kind == 'none' or kind == ARGV[1] then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2] .. ':' .. ARGV[2])
return 1
