-- Counters of attempts, in total and per UTC day. Needs: clock.
-- KEYS none of its own
-- ARGV none of its own
-- Result count(key, n), count_failures(processed_key, failed_key, n)
-- Invariant: a counter never ends a script half done; a day counter ends after 90 days
-- Gives: count(key, n), count_failures(processed_key, failed_key, n).
local COUNTER_DAYS = 90

-- The calendar day of a Unix second; years are taken to begin in March, so that the leap day is their last.
local function utc_date(second)
  local day = math.floor(second / 86400) + 719468
  local era = math.floor(day / 146097)
  local of_era = day - era * 146097
  local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524)
      - math.floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local from_march = math.floor((5 * of_year + 2) / 153)
  local of_month = of_year - math.floor((153 * from_march + 2) / 5) + 1
  local month = from_march < 10 and from_march + 3 or from_march - 9
  return string.format('%04d-%02d-%02d', year + era * 400 + (month <= 2 and 1 or 0), month, of_month)
end

-- A counter that overflows, or that holds no number, starts again: an error here would leave the script half done.
local function add(key, n)
  local value = redis.pcall('INCRBY', key, n)
  if type(value) == 'table' then
    redis.call('SET', key, n)
    return n, true
  end
  return value, false
end

local function count(key, n)
  if n == 0 then return false end
  local today = key .. ':' .. utc_date(now_s)
  if add(today, n) == n then redis.call('EXPIREAT', today, int(now_s + COUNTER_DAYS * 86400)) end
  local _, restarted = add(key, n)
  return restarted
end

local function count_failures(processed, failed, n)
  local restarted = count(processed, n)
  count(failed, n)
  if restarted then redis.call('SET', failed, n) end
end
