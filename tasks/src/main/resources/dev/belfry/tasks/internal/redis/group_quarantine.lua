-- Takes tasks out of a set that cannot be aggregated: archives those that cannot be read, forgets ids without a record.
-- KEYS 1 set, 2 archived, 3 processed, 4 failed
-- ARGV 1 prefix of task records, then for each task: id, message to be archived (empty: there is no record)
-- Result how many were archived
-- Invariant: an id that is not in the set is left alone; each archived task counts as a failure once.
--! include clock
--! include counters
--! include locks
--! include archive
local archived = 0
for i = 2, #ARGV, 2 do
  local id, key = ARGV[i], ARGV[1] .. ARGV[i]
  if redis.call('ZREM', KEYS[1], id) == 1 then
    if ARGV[i + 1] == '' then
      redis.call('DEL', key)
    else
      redis.call('ZADD', KEYS[2], int(now_s), id)
      redis.call('HSET', key, 'msg', ARGV[i + 1], 'state', 'archived')
      archived = archived + 1
    end
  end
end
if archived > 0 then
  trim_archive(KEYS[2], ARGV[1])
  count_failures(KEYS[3], KEYS[4], archived)
end
return archived
