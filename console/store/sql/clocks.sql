-- name: clocks(item_id)
select
    id, item_id, kind, label, started_at, due_at, clause, assumed, stopped_at, elapsed_minutes, outcome, ref_id
from clocks
where item_id = :item_id
order by id;

-- name: running_clocks()
select
    id, item_id, kind, label, started_at, due_at, clause, assumed, stopped_at, elapsed_minutes, outcome, ref_id
from clocks
where stopped_at is null
order by id;

-- name: running_of_item(item_id)
select kind, due_at from clocks where item_id = :item_id and stopped_at is null order by due_at, id;

-- name: shut_windows(now)
select distinct c.item_id
from clocks as c
join items as i on i.id = c.item_id
where c.stopped_at is null and c.kind = 'window' and c.due_at < :now and i.state in ('open', 'acting')
order by c.item_id;

-- name: add_clocks*!
insert into clocks (item_id, kind, label, started_at, due_at, clause, assumed, ref_id)
values (:item_id, :kind, :label, :started_at, :due_at, :clause, :assumed, :ref_id);

-- name: start_clock(id, item_id, kind, label, started_at, due_at, clause, assumed, ref_id)!
insert into clocks (id, item_id, kind, label, started_at, due_at, clause, assumed, ref_id)
values (:id, :item_id, :kind, :label, :started_at, :due_at, :clause, :assumed, :ref_id);

-- name: stop_clock(id, at, elapsed_minutes, outcome, person)!
update clocks set stopped_at = :at, elapsed_minutes = :elapsed_minutes, outcome = :outcome, stopped_by = :person
where id = :id;

-- name: restart_clock(id)!
update clocks set stopped_at = null, elapsed_minutes = null, outcome = null, stopped_by = null where id = :id;

-- name: move_clock(id, due_at)!
update clocks set due_at = :due_at where id = :id;
