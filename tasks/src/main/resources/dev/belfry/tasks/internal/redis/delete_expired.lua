-- Forgets completed tasks whose retention is over.
-- KEYS 1 completed
-- ARGV 1 prefix of task records, 2 at most how many
-- Result how many
-- Invariant: a record goes with its id.
--! include clock
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', int(now_s), 'LIMIT', 0, tonumber(ARGV[2]))
if #ids == 0 then return 0 end
local keys = {}
for _, id in ipairs(ids) do table.insert(keys, ARGV[1] .. id) end
redis.call('DEL', unpack(keys))
redis.call('ZREM', KEYS[1], unpack(ids))
return #ids
