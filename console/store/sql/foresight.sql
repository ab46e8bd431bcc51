-- What a forecast is made from: counts by hour of the epoch, and moments of the queue, never an item itself.

-- name: arrived_by_hour(since, until)
-- A count for each hour out of the index: grouping a quarter of arrivals takes four times as long.
with recursive hours (hour) as (
    select :since / 3600000
    union all
    select hour + 1 from hours where (hour + 1) * 3600000 < :until
)
select
    hour,
    (
        select count(*) from items
        where
            received_at >= case when hour * 3600000 > :since then hour * 3600000 else :since end
            and received_at < case when (hour + 1) * 3600000 < :until then (hour + 1) * 3600000 else :until end
    ) as arrived
from hours
order by hour;

-- name: answered_by_hour(since, until, kinds)
select person, at / 3600000 as hour, count(*)
from actions
where
    at >= :since and at < :until and undone_at is null
    and kind in (select value from json_each(:kinds))
group by person, at / 3600000
order by hour, person;

-- name: due_by_minute(now, until)
-- What will be due in each minute, counted by its end. What an answer is on its way to wants no hand any more, although
-- its clock runs until the answer has arrived.
with recursive minutes (minute) as (
    select :now / 60000 + 1
    union all
    select minute + 1 from minutes where minute * 60000 < :until
)
select
    minute,
    (
        select count(*) from clocks
        where
            stopped_at is null and kind = 'answer'
            and due_at > case when (minute - 1) * 60000 > :now then (minute - 1) * 60000 else :now - 1 end
            and due_at <= case when minute * 60000 < :until then minute * 60000 else :until end
            and item_id not in (select item_id from answers_on_their_way)
    ) as due
from minutes
order by minute;

-- name: late(now)$
select count(*) from clocks
where
    stopped_at is null and kind = 'answer' and due_at < :now
    and item_id not in (select item_id from answers_on_their_way);

-- name: active_since(since, beside)
-- Who did something with an item since then, or holds one with a console that was there since then. What was given to
-- somebody has none: it waits for them.
select person, max(at)
from (
    select person, at from actions where at >= :since and kind not in (select value from json_each(:beside))
    union all
    select person, seen_at from claims where seen_at >= :since and console <> 'assigned'
) as seen
group by person
order by person;
