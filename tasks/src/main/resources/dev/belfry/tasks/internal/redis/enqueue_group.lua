-- Stores a task that waits in a group to be aggregated with others.
-- KEYS 1 task record, 2 group, 3 groups, 4 unique lock (only if there is one)
-- ARGV 1 id, 2 message, 3 name of this call (empty if the id is random and so names it), 4 ms that the lock lasts,
--      5 name of the group, 6 prefix of task records
-- Result {0} id conflict, {-1} duplicate, {3} stored
-- Invariant: a group with tasks is registered among the groups; a lock is named in its holder's record.
--! include clock
--! include claim
local claimed = claim(KEYS[1], ARGV[1], ARGV[3], KEYS[4], tonumber(ARGV[4]), ARGV[6])
if claimed == 'conflict' then return {0} end
if claimed == 'duplicate' then return {-1} end
if claimed == 'stored' then return {3} end

redis.call('HSET', KEYS[1], 'msg', ARGV[2], 'state', 'aggregating', 'group', ARGV[5])
if KEYS[4] then redis.call('HSET', KEYS[1], 'unique_key', KEYS[4]) end
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'belfry_call', ARGV[3]) end
redis.call('ZADD', KEYS[2], int(now_s), ARGV[1])
redis.call('SADD', KEYS[3], ARGV[5])
return {3}
