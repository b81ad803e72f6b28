-- Keeps the archive small. Needs: clock, locks.
-- KEYS none of its own
-- ARGV none of its own
-- Result trim_archive(archived_key, prefix, most)
-- Invariant: a record and its lock go with its id
-- Gives: trim_archive(archived_key, prefix, most).
-- Drops what is older than 90 days and all but the newest 9999, with records and locks, but no more than most (1000, some
-- 3 ms). What one call does not reach, the next one will, or the janitor. A record that says it is elsewhere stays; only
-- its id leaves the archive.
local ARCHIVE_DAYS, ARCHIVE_SIZE = 90, 9999
local PORTION, MOST = 1000, 1000

local function forget(archived_key, prefix, ids)
  local keys = {}
  for _, id in ipairs(ids) do
    local key = prefix .. id
    local state = redis.pcall('HGET', key, 'state')
    if not state or state == 'archived' then
      local lock = lock_of(key, id)
      if lock then table.insert(keys, lock) end
      table.insert(keys, key)
    end
  end
  redis.call('ZREM', archived_key, unpack(ids))
  if #keys > 0 then redis.call('DEL', unpack(keys)) end
end

local function trim_archive(archived_key, prefix, most)
  local left = most or MOST
  while left > 0 do
    local portion = math.min(left, PORTION)
    local ids = redis.call('ZRANGEBYSCORE', archived_key, '-inf', int(now_s - ARCHIVE_DAYS * 86400),
        'LIMIT', 0, portion)
    if #ids == 0 then
      local extra = redis.call('ZCARD', archived_key) - ARCHIVE_SIZE
      if extra <= 0 then return end
      ids = redis.call('ZRANGE', archived_key, 0, math.min(extra, portion) - 1)
    end
    forget(archived_key, prefix, ids)
    left = left - #ids
  end
end
