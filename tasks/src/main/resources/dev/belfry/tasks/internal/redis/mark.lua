-- Reads how far a scheduler entry has come; an entry that nobody knows begins now.
-- KEYS 1 mark of the entry
-- ARGV 1 seconds that the mark is to last at least
-- Result {now (ms), moment up to which all is dealt with (Unix s), last moment that enqueued (Unix s) or ''}
-- Invariant: a mark is never put back.
--! include clock
--! include mark
local moment, fired = read_mark(KEYS[1])
if moment < 0 then
  moment = now_s
  redis.call('HSET', KEYS[1], 'moment', int(now_s))
end
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {now_ms, moment, fired or ''}
