-- Decides whether an attempt may write the outcome of its task.
-- KEYS none of its own
-- ARGV none of its own; judge_all reads those of its script
-- Result LOST, APPLIED, ALREADY_APPLIED, judge(...), judge_all(...), see below
-- Invariant: an outcome is written by the holder of the lease, and once
-- Gives: APPLIED, ALREADY_APPLIED, LOST (the results) and
--   judge(lease_key, task_key, id, owner)
--   judge_all(lease_key, first, step): every step-th argument from the first is an id, the next one its owner; answers with
--     all results, and with the places and the ids of those that apply
-- An attempt may write while the lease is the one it wrote itself: the record names it as owner and has the same end of
-- lease as the set of leases. Whoever takes the task over changes one or the other, be it Belfry or Go. An attempt that
-- has written its outcome stays named as owner, without an end of lease, until the next attempt. Go leaves both fields
-- alone, so they may be stale: then the ends differ. They would only be equal if Go had taken the task in the very second
-- in which we last extended its lease, and its recoverer only takes leases that are over for 30 s.
-- A key that is not a record, and so no task, is taken for a task that is gone.
local LOST, APPLIED, ALREADY_APPLIED = 0, 1, 2

local function judge(lease_key, task_key, id, owner)
  local task = redis.pcall('HMGET', task_key, 'state', 'belfry_owner', 'belfry_lease')
  if not task[1] then return ALREADY_APPLIED end
  if task[2] ~= owner then return LOST end
  if not task[3] then return ALREADY_APPLIED end
  if task[1] ~= 'active' or redis.call('ZSCORE', lease_key, id) ~= task[3] then return LOST end
  return APPLIED
end

local function judge_all(lease_key, first, step)
  local results, applied, ids = {}, {}, {}
  for i = first, #ARGV, step do
    local result = judge(lease_key, ARGV[1] .. ARGV[i], ARGV[i], ARGV[i + 1])
    table.insert(results, result)
    if result == APPLIED then
      table.insert(applied, i)
      table.insert(ids, ARGV[i])
    end
  end
  return results, applied, ids
end
