-- Keeps the archive within its bounds.
-- KEYS 1 archived
-- ARGV 1 prefix of task records, 2 the most tasks to forget
-- Result how many tasks were forgotten
-- Invariant: records and locks go with their ids.
--! include clock
--! include locks
--! include archive
local before = redis.call('ZCARD', KEYS[1])
trim_archive(KEYS[1], ARGV[1], tonumber(ARGV[2]))
return before - redis.call('ZCARD', KEYS[1])
