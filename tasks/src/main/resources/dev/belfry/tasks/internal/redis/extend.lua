-- Extends leases.
-- KEYS 1 lease
-- ARGV 1 prefix of task records, 2 seconds of a lease, then for each task: id, owner
-- Result {end of the leases (s), now (ms), for each task 0 lost, 1 extended, 2 extended and to be cancelled}
-- Invariant: only the holder of a lease extends it; nothing is created.
--! include clock
--! include fence
-- A Redis that is out of memory refuses ZADD, unless the script has written before. It must not cost the leases.
redis.call('ZREM', KEYS[1], '')
local until_s = int(now_s + tonumber(ARGV[2]))
local result = {tonumber(until_s), now_ms}
for i = 3, #ARGV, 2 do
  local id, key = ARGV[i], ARGV[1] .. ARGV[i]
  if judge(KEYS[1], key, id, ARGV[i + 1]) == APPLIED then
    redis.call('ZADD', KEYS[1], until_s, id)
    redis.call('HSET', key, 'belfry_lease', until_s)
    table.insert(result, redis.call('HGET', key, 'belfry_cancel') == ARGV[i + 1] and 2 or 1)
  else
    table.insert(result, 0)
  end
end
return result
