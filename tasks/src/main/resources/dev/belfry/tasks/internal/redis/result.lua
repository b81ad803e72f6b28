-- Stores what a handler gives as its result.
-- KEYS 1 task record, 2 lease
-- ARGV 1 id, 2 owner, 3 result
-- Result 1 stored, 0 the attempt no longer holds its lease
-- Invariant: no record comes into being; a late writer changes nothing.
--! include fence
if judge(KEYS[2], KEYS[1], ARGV[1], ARGV[2]) ~= APPLIED then return 0 end
redis.call('HSET', KEYS[1], 'result', ARGV[3])
return 1
