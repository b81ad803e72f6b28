-- Deletes active tasks that no worker has, up to a limit.
-- KEYS 1 active
-- ARGV 1 prefix of the queue's keys
-- Result how many are left
-- Invariant: what a worker has is left alone.
--! include clock
--! include place
--! include locks
--! include move
for _, id in ipairs(redis.call('LRANGE', KEYS[1], -200, -1)) do
  if not has_worker(ARGV[1], id) then
    uproot(ARGV[1], id, 'active')
    erase(ARGV[1], id)
  end
end
return redis.call('LLEN', KEYS[1])
