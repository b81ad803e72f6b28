-- Lets the history of a scheduler entry end.
-- KEYS 1 history
-- ARGV 1 seconds from now
-- Result 0 it ends already, 1 done
-- Invariant: a history that ends is left alone.
if redis.call('TTL', KEYS[1]) ~= -1 then return 0 end
return redis.call('EXPIRE', KEYS[1], ARGV[1])
