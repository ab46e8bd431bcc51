-- name: running_incidents()
select
    n.id, n.item_id, n.title, n.reply, n.template_id, n.declared_by, n.declared_at, n.ends_at, n.ended_at, n.ended_by,
    (select count(*) from items as i where i.incident_id = n.id)
from incidents as n
where n.ended_at is null
order by n.id;

-- name: incident(id)^
select
    n.id, n.item_id, n.title, n.reply, n.template_id, n.declared_by, n.declared_at, n.ends_at, n.ended_at, n.ended_by,
    (select count(*) from items as i where i.incident_id = n.id)
from incidents as n
where n.id = :id;

-- name: items_of_incident(incident_id)
select * from item_wholes where incident_id = :incident_id order by received_at, id;

-- name: newest_unanswered(after_id, since, among, amount)
-- The newest of the last `among` arrivals that nobody has answered and no running incident has, newest first: a bounded
-- walk down the primary key, however many items there are.
select * from item_lines
where
    id > :after_id and id > (select coalesce(max(id), 0) from items) - :among
    and state = 'open' and received_at >= :since
    and (incident_id is null or incident_id not in (select id from incidents where ended_at is null))
order by id desc
limit :amount;

-- name: unanswered_among(item_ids, since)
select * from item_lines
where
    id in (select value from json_each(:item_ids))
    and state = 'open' and received_at >= :since
    and (incident_id is null or incident_id not in (select id from incidents where ended_at is null))
order by id desc;

-- name: authors_answered(incident_id)
-- To whom an answer has left under it, or may have, or is about to.
select distinct i.author_id
from items as i
join deliveries as d on d.item_id = i.id
where
    i.incident_id = :incident_id
    and d.operation in ('reply', 'private-reply', 'message') and d.state not in ('failed', 'undone')
order by i.author_id;

-- name: add_incident(item_id, title, reply, template_id, person, at, ends_at)<!
insert into incidents (item_id, title, reply, template_id, declared_by, declared_at, ends_at)
values (:item_id, :title, :reply, :template_id, :person, :at, :ends_at);

-- name: join_incident(incident_id, item_ids)
-- Only what stands under no other running incident and was not taken out of this one, and only while this one runs.
update items set incident_id = :incident_id
where
    id in (select value from json_each(:item_ids))
    and state = 'open'
    and not exists (select 1 from incidents as o where o.id = items.incident_id and o.ended_at is null)
    and exists (select 1 from incidents as n where n.id = :incident_id and n.ended_at is null)
    and not exists (select 1 from left_out as l where l.incident_id = :incident_id and l.item_id = items.id)
returning id;

-- name: leave_incident(incident_id, item_id)
update items set incident_id = null
where id = :item_id and incident_id = :incident_id and state = 'open'
returning id;

-- name: leave_out(incident_id, item_id)!
insert into left_out (incident_id, item_id) values (:incident_id, :item_id) on conflict do nothing;

-- name: let_back_in(incident_id, item_id)!
delete from left_out where incident_id = :incident_id and item_id = :item_id;

-- name: change_incident(id, reply, template_id)
update incidents set reply = :reply, template_id = :template_id where id = :id and ended_at is null returning id;

-- name: end_incident(id, person, at)
update incidents set ended_at = :at, ended_by = :person where id = :id and ended_at is null returning id;

-- name: release_unanswered(incident_id)
-- What was never answered stands for itself again.
update items set incident_id = null where incident_id = :incident_id and state = 'open' returning id;

-- name: set_verdict(item_id, verdict)!
update items set verdict = :verdict where id = :item_id;
