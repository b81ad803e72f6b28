-- Pauses a queue.
-- KEYS 1 paused
-- ARGV none
-- Result 1 done, 0 it was paused already
-- Invariant: the flag tells since when.
--! include clock
return redis.call('SETNX', KEYS[1], int(now_s))
