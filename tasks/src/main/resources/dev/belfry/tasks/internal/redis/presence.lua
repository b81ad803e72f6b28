-- Notes until when a server or a scheduler is to be taken for alive.
-- KEYS 1 sorted set of the living
-- ARGV 1 who, 2 seconds
-- Result none
-- Invariant: those who are gone for a day do not pile up.
--! include clock
redis.call('ZADD', KEYS[1], int(now_s + tonumber(ARGV[2])), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', int(now_s - 86400))
return redis.status_reply('OK')
