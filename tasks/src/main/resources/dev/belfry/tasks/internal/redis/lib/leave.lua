-- Takes tasks away from the keys of the workers.
-- KEYS none of its own
-- ARGV none of its own
-- Result leave(active_key, lease_key, ids)
-- Invariant: what leaves one of the two keys leaves the other
-- Gives: leave(active_key, lease_key, ids), for at most 1000 different ids.
-- The oldest ids are at the right end of the list, and tasks that begin first mostly end first. So one look at that end
-- takes what is there in one go; the others are looked for one by one, from that end.
local function leave(active_key, lease_key, ids)
  if #ids == 0 then return end
  redis.call('ZREM', lease_key, unpack(ids))
  local leaving, left, kept = {}, #ids, {}
  for _, id in ipairs(ids) do leaving[id] = true end
  local tail = redis.call('LRANGE', active_key, -2 * #ids, -1)
  local cut = #tail
  while cut > 0 and left > 0 do
    local id = tail[cut]
    if leaving[id] then
      leaving[id] = nil
      left = left - 1
    else
      kept[#kept + 1] = id
    end
    cut = cut - 1
  end
  if left < #ids then
    redis.call('LTRIM', active_key, 0, cut - #tail - 1)
    for n = #kept, 1, -1 do redis.call('RPUSH', active_key, kept[n]) end
  end
  for id in pairs(leaving) do redis.call('LREM', active_key, -1, id) end
end
