-- name: delivery(id)^
select * from delivery_wholes where id = :id;

-- name: deliveries_of_action(action_id)
select * from delivery_wholes where action_id = :action_id order by id;

-- name: deliveries_of_item(item_id)
select * from delivery_wholes where item_id = :item_id order by id;

-- name: answers_of_items(item_ids)
-- What we wrote, or are about to write, under these items; `item_ids` is a JSON array.
select * from delivery_wholes
where
    item_id in (select value from json_each(:item_ids))
    and operation in ('reply', 'notice', 'private-reply', 'message', 'correct')
    and state <> 'undone'
order by id;

-- name: due_deliveries(channel, now, amount)
select w.*
from delivery_wholes as w
left join deliveries as f on f.id = w.after_id
where
    w.state in ('waiting', 'trying', 'unknown')  -- word for word as in the index, which is not used otherwise
    and w.channel = :channel
    and w.state = 'waiting' and w.not_before <= :now and (w.after_id is null or f.state = 'delivered')
order by w.not_before, w.id
limit :amount;

-- name: orphaned_deliveries(now)
select * from delivery_wholes
where
    state in ('waiting', 'trying', 'unknown')  -- word for word as in the index, which is not used otherwise
    and ((state = 'trying' and lease_until <= :now) or (state = 'unknown' and not_before <= :now))
order by id;

-- name: next_delivery_at()$
select min(moment)
from (
    select min(d.not_before) as moment
    from deliveries as d
    left join deliveries as f on f.id = d.after_id
    where
        d.state in ('waiting', 'trying', 'unknown')
        and d.state = 'waiting' and (d.after_id is null or f.state = 'delivered')
    union all
    select min(lease_until) as moment from deliveries
    where state in ('waiting', 'trying', 'unknown') and state = 'trying'
    union all
    select min(not_before) as moment from deliveries
    where state in ('waiting', 'trying', 'unknown') and state = 'unknown'
) as moments;

-- name: add_delivery(id, action_id, item_id, channel, operation, target, body, not_before, after_id)!
insert into deliveries (id, action_id, item_id, channel, operation, target, body, not_before, after_id)
values (:id, :action_id, :item_id, :channel, :operation, :target, :body, :not_before, :after_id);

-- name: take_delivery(id, console, at, lease_until)!
update deliveries
set state = 'trying', attempts = attempts + 1, attempted_at = :at, console = :console, lease_until = :lease_until
where
    id = :id and state = 'waiting' and not_before <= :at
    and (
        after_id is null
        or exists (select 1 from deliveries as f where f.id = deliveries.after_id and f.state = 'delivered')
    );

-- name: set_delivery(id, state, receipt, problem, not_before, delivered_at)!
-- Leaving `trying` ends the lease; a receipt and a moment once known are kept.
update deliveries
set
    console = case when :state = 'trying' then console end,
    lease_until = case when :state = 'trying' then lease_until end,
    state = :state,
    receipt = coalesce(:receipt, receipt),
    problem = :problem,
    not_before = coalesce(:not_before, not_before),
    delivered_at = coalesce(:delivered_at, delivered_at)
where id = :id;

-- name: undo_deliveries(action_id)!
update deliveries set state = 'undone' where action_id = :action_id and state = 'waiting' and attempts = 0;

-- name: unsettled_in_thread(item_id, but)$
-- The state of another call of ours in the item's thread of which it is not known if it arrived: a person's first.
select d.state
from items as i
join items as o on o.thread_id = i.thread_id
join deliveries as d on d.item_id = o.id
where i.id = :item_id and d.id <> :but and d.state in ('trying', 'unknown', 'needs-person')
order by d.state = 'needs-person' desc
limit 1;

-- name: receipts_in_thread(item_id)
-- And of notices in the same place as the item's own: under a post, those of several threads stand together.
select d.receipt
from items as i
join items as o on o.thread_id = i.thread_id
join deliveries as d on d.item_id = o.id
where i.id = :item_id and d.receipt is not null
union
select d.receipt
from deliveries as own
join deliveries as d on d.channel = own.channel and d.target = own.target
where own.item_id = :item_id and own.operation = 'notice' and d.operation = 'notice' and d.receipt is not null;
