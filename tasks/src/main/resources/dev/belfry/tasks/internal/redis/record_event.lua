-- Adds to the history of a scheduler entry.
-- KEYS 1 history (sorted set by time)
-- ARGV 1 Unix second, 2 event, 3 at most how many events, 4 seconds that the history outlives its last event
-- Result none
-- Invariant: the newest events only; the history of a scheduler that died does not stay for ever.
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -tonumber(ARGV[3]) - 1)
redis.call('EXPIRE', KEYS[1], ARGV[4])
return redis.status_reply('OK')
