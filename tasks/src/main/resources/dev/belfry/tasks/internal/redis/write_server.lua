-- Stores what a server tells about itself and the tasks it runs.
-- KEYS 1 server (string), 2 its workers (hash)
-- ARGV 1 server info, 2 seconds to live, then for each worker: task id, worker info
-- Result none
-- Invariant: both keys tell of one moment and vanish together.
redis.call('SETEX', KEYS[1], ARGV[2], ARGV[1])
redis.call('DEL', KEYS[2])
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
if #ARGV > 2 then redis.call('EXPIRE', KEYS[2], ARGV[2]) end
return redis.status_reply('OK')
