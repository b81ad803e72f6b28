-- Takes tasks away from the keys of the workers.
-- KEYS none of its own
-- ARGV none of its own
-- Result leave(active_key, lease_key, ids)
-- Invariant: what leaves one of the two keys leaves the other; what stays keeps its order
-- Gives: leave(active_key, lease_key, ids), for at most 1000 different ids.
-- The oldest ids are at the right end of the list, and tasks that begin first mostly end first; where old ones run on and on,
-- the newest ones at the left end come and go. So a narrow look and a wide one at the right end, and one at the left, take
-- what is there in one go; the others are looked for one by one, from the right.
local LOOK_LEFT = 32

local function leave(active_key, lease_key, ids)
  if #ids == 0 then return end
  -- First of all, since a list of another type is to be found out before anything has changed.
  local right = redis.call('LRANGE', active_key, -#ids, '-1')
  redis.call('ZREM', lease_key, unpack(ids))
  local leaving, left = {}, #ids
  for i = 1, #ids do leaving[ids[i]] = true end
  local all = #right == #ids
  for i = 1, #right do all = all and leaving[right[i]] end
  if all then
    redis.call('LTRIM', active_key, '0', -#ids - 1)
    return
  end
  right = redis.call('LRANGE', active_key, -3 * #ids, '-1')

  -- Answers with how many entries to cut off, from the first one on, and which of them to put back.
  local function sift(entries, first, last, step)
    local before, looked, kept = left, 0, {}
    for i = first, last, step do
      if left == 0 then break end
      local id = entries[i]
      looked = looked + 1
      if leaving[id] then
        leaving[id] = nil
        left = left - 1
      else
        kept[#kept + 1] = id
      end
    end
    return left < before and looked or 0, kept
  end

  local cut, kept = sift(right, #right, 1, -1)
  if cut > 0 then
    redis.call('LTRIM', active_key, 0, -cut - 1)
    for n = #kept, 1, -1 do redis.call('RPUSH', active_key, kept[n]) end
  end
  if left == 0 then return end

  local newest = redis.call('LRANGE', active_key, 0, LOOK_LEFT + 2 * left - 1)
  cut, kept = sift(newest, 1, #newest, 1)
  if cut > 0 then
    redis.call('LTRIM', active_key, cut, -1)
    for n = #kept, 1, -1 do redis.call('LPUSH', active_key, kept[n]) end
  end
  for id in pairs(leaving) do redis.call('LREM', active_key, -1, id) end
end
