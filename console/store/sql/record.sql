-- name: audit_head()^
select seq, digest from audit order by seq desc limit 1;

-- name: add_audit(seq, at, person, event, item_id, details, previous, digest)!
insert into audit (seq, at, person, event, item_id, details, previous, digest)
values (:seq, :at, :person, :event, :item_id, :details, :previous, :digest);

-- name: audit_entries(after_seq, amount)
select seq, at, person, event, item_id, details, digest, previous
from audit
where seq > :after_seq
order by seq
limit :amount;

-- name: all_audit_entries()
select seq, at, person, event, item_id, details, digest, previous from audit order by seq;

-- name: said_by_item(id)
-- What an item says; nothing where that was forgotten.
select text from items where id = :id and length(text) > 0;

-- name: intakes_newest_first()
select seq, at, details from audit where event = 'intake' order by seq desc;

-- name: sent_by_action(id)
select body from deliveries where action_id = :id and length(body) > 0;

-- name: add_changes*!
insert into changes (item_id, what, person) values (:item_id, :what, :person);

-- name: trim_changes(keep)!
delete from changes where seq <= (select max(seq) from changes) - :keep;

-- name: changes_since(seq)
select seq, item_id, what, person from changes where seq > :seq order by seq;

-- name: last_change()$
select coalesce(max(seq), 0) from changes;

-- name: holds_anything()$
-- Whether anybody has worked with this store: then the chain cannot be empty.
select exists (select 1 from items) or exists (select 1 from people) or exists (select 1 from actions);

-- name: last_ids()^
-- Of the tables whose rows a transaction numbers by itself, in the order of NUMBERED.
select
    (select coalesce(max(id), 0) from actions),
    (select coalesce(max(id), 0) from clocks),
    (select coalesce(max(id), 0) from deliveries),
    (select coalesce(max(id), 0) from escalations),
    (select coalesce(max(id), 0) from evidence),
    (select coalesce(max(id), 0) from notes),
    (select coalesce(max(id), 0) from promises),
    (select coalesce(max(id), 0) from questions);
