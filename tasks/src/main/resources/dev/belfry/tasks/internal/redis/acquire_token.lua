-- Gives a task a token of a semaphore.
-- KEYS 1 holders (sorted set by the second in which their token ends)
-- ARGV 1 id of the task, 2 when its token ends (Unix s), 3 number of tokens
-- Result 1 the task has a token, 0 all tokens are taken
-- Invariant: no more holders than tokens; a task has one token, however often it asks. Go's asynq has the same key, and waits
-- one second beyond the end of a token too.
--! include clock
local id, ends = ARGV[1], ARGV[2]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', int(now_s - 1))
if not redis.call('ZSCORE', KEYS[1], id) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], ends, id)
return 1
