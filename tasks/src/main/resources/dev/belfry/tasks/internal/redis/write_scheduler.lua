-- Stores the entries of a scheduler.
-- KEYS 1 entries (list)
-- ARGV 1 seconds to live, then each entry
-- Result none
-- Invariant: the list tells of one moment.
redis.call('DEL', KEYS[1])
for i = 2, #ARGV do redis.call('LPUSH', KEYS[1], ARGV[i]) end
redis.call('EXPIRE', KEYS[1], ARGV[1])
return redis.status_reply('OK')
