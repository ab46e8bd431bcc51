-- name: to_come()
-- Of each kind of clock, when the first is due that was not warned of (0), and the first that was (1).
with kinds (kind) as (values ('answer'), ('window'), ('promise'), ('case-stage'), ('escalation'))
select
    k.kind,
    (select min(due_at) from clocks where stopped_at is null and crossed <> 2 and kind = k.kind and crossed = 0),
    (select min(due_at) from clocks where stopped_at is null and crossed <> 2 and kind = k.kind and crossed = 1)
from kinds as k;

-- name: may_cross(kind, crossed, until, states, amount)
-- Running clocks that have come so far and no further, due until then, of items in one of these states.
select
    c.id, c.item_id, c.kind, c.label, c.started_at, c.due_at, c.clause, c.assumed, c.stopped_at, c.elapsed_minutes,
    c.outcome, c.ref_id, i.state, c.crossed
from clocks as c
join items as i on i.id = c.item_id
where
    c.stopped_at is null and c.crossed <> 2 and c.kind = :kind and c.crossed = :crossed and c.due_at <= :until
    and i.state in (select value from json_each(:states))
order by c.due_at, c.id
limit :amount;

-- name: still_to_cross(clock_ids, crossed)
-- Those that still run and have not come that far; of an answer's, those whose item nobody has answered.
select c.id, c.due_at
from clocks as c
join items as i on i.id = c.item_id
where
    c.id in (select value from json_each(:clock_ids)) and c.stopped_at is null and c.crossed < :crossed
    and (c.kind not in ('answer', 'window') or i.state in ('open', 'acting'));

-- name: next_news()$
select coalesce(max(news), 0) + 1 from breaches;

-- name: note_breaches*!
-- One row a clock: what was warned of may still be missed, and what was missed stays as it was judged. After a changed
-- calendar it may be warned of once more, and what was lifted may be missed anew: then nobody has said yet why.
insert into breaches (clock_id, item_id, kind, due_at, warned_at, missed_at, calendar, ledger, news)
values (:clock_id, :item_id, :kind, :due_at, :warned_at, :missed_at, :calendar, :ledger, :news)
on conflict (clock_id) do update set
    due_at = excluded.due_at, calendar = excluded.calendar, ledger = excluded.ledger, news = excluded.news,
    warned_at = coalesce(excluded.warned_at, breaches.warned_at),
    missed_at = coalesce(excluded.missed_at, breaches.missed_at),
    lifted_at = case when excluded.missed_at is null then breaches.lifted_at end,
    cause = case when excluded.missed_at is null then breaches.cause end,
    cause_note = case when excluded.missed_at is null then breaches.cause_note end,
    cause_by = case when excluded.missed_at is null then breaches.cause_by end,
    cause_at = case when excluded.missed_at is null then breaches.cause_at end
where breaches.missed_at is null or breaches.lifted_at is not null;

-- name: mark_crossed*!
update clocks set crossed = :crossed where id = :clock_id and crossed < :crossed;

-- name: crossed_among(clock_ids)
select id, kind, crossed from clocks
where id in (select value from json_each(:clock_ids)) and crossed <> 0
order by id;

-- name: lift(clock_ids, at)!
update breaches set lifted_at = :at
where clock_id in (select value from json_each(:clock_ids)) and missed_at is not null and lifted_at is null;

-- name: uncross(clock_ids)!
update clocks set crossed = 0 where id in (select value from json_each(:clock_ids));

-- name: breach(clock_id)^
select
    clock_id, item_id, kind, due_at, warned_at, missed_at, calendar, ledger, cause, cause_note, cause_by, cause_at,
    lifted_at
from breaches
where clock_id = :clock_id;

-- name: breaches_of_item(item_id)
select
    clock_id, item_id, kind, due_at, warned_at, missed_at, calendar, ledger, cause, cause_note, cause_by, cause_at,
    lifted_at
from breaches
where item_id = :item_id
order by clock_id;

-- name: missed_among(clock_ids)
select
    clock_id, item_id, kind, due_at, warned_at, missed_at, calendar, ledger, cause, cause_note, cause_by, cause_at,
    lifted_at
from breaches
where clock_id in (select value from json_each(:clock_ids)) and missed_at is not null and lifted_at is null
order by clock_id;

-- name: give_cause(clock_ids, cause, note, person, at)!
update breaches set cause = :cause, cause_note = :note, cause_by = :person, cause_at = :at
where clock_id in (select value from json_each(:clock_ids)) and missed_at is not null and lifted_at is null;

-- name: without_cause(amount)
-- Of what is finished: while it waits, it is late and nobody knows yet how it ends.
select item_id
from breaches
where
    missed_at is not null and lifted_at is null and cause is null and kind <> 'window'
    and exists (select 1 from clocks as c where c.id = breaches.clock_id and c.stopped_at is not null)
order by missed_at desc, clock_id desc
limit :amount;

-- name: count_without_cause(amount)$
-- As many as that list has.
select count(distinct item_id)
from (
    select item_id from breaches
    where
        missed_at is not null and lifted_at is null and cause is null and kind <> 'window'
        and exists (select 1 from clocks as c where c.id = breaches.clock_id and c.stopped_at is not null)
    order by missed_at desc, clock_id desc
    limit :amount
) as listed;

-- name: count_warned(start, end)$
select count(*) from breaches where warned_at >= :start and warned_at < :end;

-- name: count_missed(start, end)
select kind, cause, count(*) from breaches
where missed_at >= :start and missed_at < :end and lifted_at is null
group by kind, cause;

-- name: count_missed_items(start, end, now)$
-- As many as `missed_items` says.
select count(distinct item_id) from missed where at >= :start and at < :end and (is_written or at < :now);

-- name: missed_items(start, end, now)
select item_id from missed
where at >= :start and at < :end and (is_written or at < :now)
group by item_id
order by max(at) desc, item_id desc;

-- name: newest_news()$
select coalesce(max(news), 0) from breaches;

-- name: told_until(person)$
select news from told where person = :person;

-- name: tell(person, news)!
insert into told (person, news) values (:person, :news)
on conflict (person) do update set news = excluded.news where told.news < excluded.news;

-- name: news_after(news)
-- What still runs of what was warned of or missed since then, and is so still: a changed calendar may have moved it.
select b.kind, b.item_id, case when b.lifted_at is null then b.missed_at end, b.due_at
from breaches as b
join clocks as c on c.id = b.clock_id
join items as i on i.id = b.item_id
where
    b.news > :news and c.stopped_at is null and c.crossed <> 0
    and (b.kind not in ('answer', 'window') or i.state in ('open', 'acting'))
order by b.due_at, b.clock_id;

-- name: warned_and_running()
-- What somebody who comes now has to know of.
with kinds (kind) as (values ('answer'), ('window'), ('promise'), ('case-stage'), ('escalation'))
select c.kind, c.item_id, null, c.due_at
from kinds as k
cross join clocks as c
join items as i on i.id = c.item_id
where
    c.stopped_at is null and c.crossed <> 2 and c.kind = k.kind and c.crossed = 1
    and (c.kind not in ('answer', 'window') or i.state in ('open', 'acting'))
order by c.due_at, c.id;

-- name: stopped_answers(since)
-- Answers' clocks that stopped since then, with how they ended: what a changed calendar would judge anew.
select c.id, c.item_id, c.started_at, c.due_at, c.stopped_at
from clocks as c
where c.stopped_at is not null and c.stopped_at >= :since and c.kind = 'answer'
    and c.outcome in ('answered', 'removed', 'moved', 'closed')
order by c.stopped_at, c.id;
