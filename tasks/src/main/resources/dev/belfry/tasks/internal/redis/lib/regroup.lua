-- Puts the tasks of a set back into their group.
-- KEYS none of its own
-- ARGV none of its own
-- Result regroup(set, sets, group, groups, name)
-- Invariant: a task keeps the moment at which it joined; a group with tasks is registered
-- Gives: regroup(set, sets, group, groups, name).
local function regroup(set, sets, group, groups, name)
  if redis.call('EXISTS', set) == 1 then
    if redis.call('EXISTS', group) == 1 then
      redis.call('ZUNIONSTORE', group, 2, group, set, 'AGGREGATE', 'MIN')
      redis.call('DEL', set)
    else
      redis.call('RENAME', set, group)
    end
    redis.call('SADD', groups, name)
  end
  redis.call('ZREM', sets, set)
end
