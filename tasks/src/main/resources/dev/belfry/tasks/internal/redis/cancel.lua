-- Notes in the record of a task that its run is to be cancelled, for servers that do not hear the message on the channel.
-- KEYS 1 task record
-- ARGV none
-- Result 1 noted, 0 nobody runs the task
-- Invariant: a note is for one attempt: it names its owner, and the next one has another.
local task = redis.pcall('HMGET', KEYS[1], 'state', 'belfry_owner', 'belfry_lease')
if task[1] ~= 'active' or not task[2] or not task[3] then return 0 end
redis.call('HSET', KEYS[1], 'belfry_cancel', task[2])
return 1
