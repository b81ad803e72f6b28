-- Registers a group that has tasks, and no other.
-- KEYS 1 group, 2 groups
-- ARGV 1 name of the group
-- Result 0 nothing to do, 1 done
-- Invariant: a group is registered if and only if it has tasks.
if redis.call('ZCARD', KEYS[1]) > 0 then return redis.call('SADD', KEYS[2], ARGV[1]) end
return redis.call('SREM', KEYS[2], ARGV[1])
