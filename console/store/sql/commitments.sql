-- name: promises(item_id)
select id, item_id, what, due_at, made_by, made_at, kept_at from promises where item_id = :item_id order by id;

-- name: add_promise(id, item_id, what, due_at, person, at)!
insert into promises (id, item_id, what, due_at, made_by, made_at)
values (:id, :item_id, :what, :due_at, :person, :at);

-- name: keep_promise(id, at)!
update promises set kept_at = :at where id = :id;

-- name: drop_promise(id)!
delete from promises where id = :id;

-- name: cases(item_id)
select id, item_id, reference, is_complaint, category, stage, opened_at, text, note, closed_at
from cases
where item_id = :item_id
order by id;

-- name: case(id)^
select id, item_id, reference, is_complaint, category, stage, opened_at, text, note, closed_at
from cases
where id = :id;

-- name: next_number(prefix)$
select coalesce(max(number), 0) + 1 from cases where prefix = :prefix;

-- name: add_case(item_id, prefix, number, reference, is_complaint, category, stage, at, person, text, note)<!
insert into cases (
    item_id, prefix, number, reference, is_complaint, category, stage, opened_at, opened_by, text, note
)
values (:item_id, :prefix, :number, :reference, :is_complaint, :category, :stage, :at, :person, :text, :note);

-- name: close_case(id, at)!
update cases set closed_at = :at where id = :id;

-- name: set_case_stage(id, stage)!
update cases set stage = :stage, closed_at = null where id = :id;

-- name: escalations(item_id)
select
    id, item_id, department, put_to, reason, at, raised_by, acknowledged_at, acknowledged_by, rerouted_at, rerouted_by
from escalations
where item_id = :item_id
order by id;

-- name: add_escalation(id, item_id, department, put_to, reason, at, raised_by)!
insert into escalations (id, item_id, department, put_to, reason, at, raised_by)
values (:id, :item_id, :department, :put_to, :reason, :at, :raised_by);

-- name: reroute_escalation(id, at, person)!
update escalations set rerouted_at = :at, rerouted_by = :person where id = :id;

-- name: acknowledge_escalation(id, at, person)!
update escalations set acknowledged_at = :at, acknowledged_by = :person where id = :id;
