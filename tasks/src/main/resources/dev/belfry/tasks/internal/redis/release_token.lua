-- Takes a token of a semaphore back.
-- KEYS 1 holders (sorted set by the second in which their token ends)
-- ARGV 1 id of the task, 2 when its token ends (Unix s)
-- Result 1 the token is free, 0 the task had no such token
-- Invariant: a run that lost its task does not release the token of the next run.
local ends = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not ends or tonumber(ends) ~= tonumber(ARGV[2]) then return 0 end
return redis.call('ZREM', KEYS[1], ARGV[1])
