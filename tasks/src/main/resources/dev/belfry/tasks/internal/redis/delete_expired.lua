-- Forgets completed tasks whose retention is over, and archived ones that are too old or too many.
-- KEYS 1 completed, 2 archived
-- ARGV 1 prefix of task records, 2 at most how many of each
-- Result {how many completed, how many archived}
-- Invariant: a record goes with its id, unless it says that it is elsewhere; a lock goes with its holder.
--! include clock
--! include locks
--! include archive
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', int(now_s), 'LIMIT', 0, tonumber(ARGV[2]))
if #ids > 0 then
  local keys = {}
  for _, id in ipairs(ids) do
    local key = ARGV[1] .. id
    local state = redis.pcall('HGET', key, 'state')
    if not state or state == 'completed' then table.insert(keys, key) end
  end
  if #keys > 0 then redis.call('DEL', unpack(keys)) end
  redis.call('ZREM', KEYS[1], unpack(ids))
end
local archived = redis.call('ZCARD', KEYS[2])
trim_archive(KEYS[2], ARGV[1], tonumber(ARGV[2]))
return {#ids, archived - redis.call('ZCARD', KEYS[2])}
