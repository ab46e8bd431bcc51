-- What is counted in a period, from its start until just before its end. `by` chooses the key of a row. Statements for
-- the whole have no key, because grouping a quarter of a million rows under one takes longer than counting them; those
-- without "item" in their name read indexes alone.

-- name: received_whole(start_at, end_at)$
select count(*) from items where received_at >= :start_at and received_at < :end_at;

-- name: received_by_item(by, start_at, end_at)
select case :by when 'channel' then channel when 'kind' then kind when 'finding' then marks end as key, count(*) as amount
from items
where received_at >= :start_at and received_at < :end_at
group by key;

-- name: received_by_advisor(start_at, end_at)
-- By whoever has ended the item's answer clock since.
select (select c.stopped_by from answer_clocks as c where c.item_id = i.id limit 1) as key, count(*) as amount
from items as i
where i.received_at >= :start_at and i.received_at < :end_at
group by key;

-- name: due_whole(start_at, end_at, now)
-- In the order of the standings; here as in the two below.
select
    null as key,
    count(*) filter (where standing = 'in-time'),
    count(*) filter (where standing = 'late'),
    count(*) filter (where standing = 'running' and due_at < :now),
    count(*) filter (where standing = 'closed-before-due'),
    count(*) filter (where standing = 'running' and due_at >= :now)
from answer_clocks
where due_at >= :start_at and due_at < :end_at;

-- name: due_by_advisor(start_at, end_at, now)
select
    stopped_by as key,
    count(*) filter (where standing = 'in-time'),
    count(*) filter (where standing = 'late'),
    count(*) filter (where standing = 'running' and due_at < :now),
    count(*) filter (where standing = 'closed-before-due'),
    count(*) filter (where standing = 'running' and due_at >= :now)
from answer_clocks
where due_at >= :start_at and due_at < :end_at
group by key;

-- name: due_by_item(by, start_at, end_at, now)
select
    case :by when 'channel' then channel when 'kind' then kind when 'finding' then marks end as key,
    count(*) filter (where standing = 'in-time'),
    count(*) filter (where standing = 'late'),
    count(*) filter (where standing = 'running' and due_at < :now),
    count(*) filter (where standing = 'closed-before-due'),
    count(*) filter (where standing = 'running' and due_at >= :now)
from answer_clocks_of_items
where due_at >= :start_at and due_at < :end_at
group by key;

-- name: ended(by, start_at, end_at)
-- The working minutes that each clock had run when the answer stopped it; null where the item was closed without one.
select
    case :by when 'advisor' then stopped_by end as key,
    case ending when 'answered' then elapsed_minutes end as minutes
from answer_clocks
where stopped_at >= :start_at and stopped_at < :end_at;

-- name: ended_by_item(by, start_at, end_at)
select
    case :by when 'channel' then channel when 'kind' then kind when 'finding' then marks end as key,
    case ending when 'answered' then elapsed_minutes end as minutes
from answer_clocks_of_items
where stopped_at >= :start_at and stopped_at < :end_at;

-- name: takedowns(start_at, end_at)
-- The first time that each item was taken off its page, where that has arrived. The reason of a removal from before it
-- was kept with the act stands with the strike that it gave.
select
    d.item_id, i.channel, i.kind, i.marks, a.person, i.arrived_at, d.delivered_at,
    coalesce(
        json_extract(a.details, '$.removed_for'),
        (select cast(s.reason as text) from strikes as s where s.action_id = a.id order by s.id limit 1)
    ) as reason
from deliveries as d
join actions as a on a.id = d.action_id
join items as i on i.id = d.item_id
where
    d.delivered_at >= :start_at and d.delivered_at < :end_at and d.operation in ('hide', 'delete')
    and a.undone_at is null
    and not exists (
        select 1 from deliveries as e
        where
            e.item_id = d.item_id and e.operation in ('hide', 'delete')
            and (e.delivered_at, e.id) < (d.delivered_at, d.id)
    )
order by d.delivered_at, d.id;

-- name: items_received(by, start_at, end_at)
-- The items behind what `received` counts, with the same keys: oldest first, as are the two below.
select
    id,
    case :by
        when 'channel' then channel when 'kind' then kind when 'finding' then marks
        when 'advisor' then (select c.stopped_by from answer_clocks as c where c.item_id = items.id limit 1)
    end as key,
    null as stands
from items
where received_at >= :start_at and received_at < :end_at
order by received_at, id;

-- name: items_due(by, start_at, end_at, now)
select
    item_id,
    case :by
        when 'channel' then channel when 'kind' then kind when 'finding' then marks when 'advisor' then stopped_by
    end as key,
    case when standing <> 'running' then standing when due_at >= :now then 'still-open' else 'late-open' end as stands
from answer_clocks_of_items
where due_at >= :start_at and due_at < :end_at
order by due_at, item_id;

-- name: items_ended(by, start_at, end_at)
select
    item_id,
    case :by
        when 'channel' then channel when 'kind' then kind when 'finding' then marks when 'advisor' then stopped_by
    end as key,
    ending as stands
from answer_clocks_of_items
where stopped_at >= :start_at and stopped_at < :end_at
order by stopped_at, item_id;
