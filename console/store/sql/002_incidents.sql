-- Incidents, what was gathered under each, and what a person said of an item: whose mistake it was.

create table incidents (
    id integer primary key,
    item_id integer not null references items (id),
    title blob not null,
    reply blob not null,
    template_id text,
    declared_by text not null,
    declared_at bigint not null,
    ends_at bigint not null,
    ended_at bigint,
    ended_by text
);
create index incidents_running on incidents (id) where ended_at is null;

alter table items add column incident_id integer references incidents (id);
alter table items add column verdict text;
create index items_incident on items (incident_id) where incident_id is not null;

-- As before, with the incident; what a person said stands among the marks, where an edit of the text leaves it.
drop view item_wholes;
create view item_wholes as
select
    i.id, i.channel, i.external_id, i.kind, i.thread_id, i.author_id, i.author_name, i.text, i.received_at,
    i.arrived_at, i.state, i.version, i.rank, i.next_due_at, i.next_clock, t.external_id as thread, i.parent,
    i.permalink, i.post, i.likes,
    case when i.verdict is null then i.marks when i.marks = '' then i.verdict else i.marks || '
' || i.verdict end as marks,
    c.person as claimed_by, c.taken_at as claimed_at, i.gone_at, i.edited_at, i.problem, i.incident_id
from items as i
join threads as t on t.id = i.thread_id
left join claims as c on c.item_id = i.id;

drop view item_lines;
create view item_lines as
select
    i.id, i.channel, i.external_id, i.kind, i.thread_id, i.author_id, i.author_name, substr(i.text, 1, 1204) as text,
    i.received_at, i.arrived_at, i.state, i.version, i.rank, i.next_due_at, i.next_clock, t.external_id as thread,
    i.parent, i.permalink, i.post, i.likes,
    case when i.verdict is null then i.marks when i.marks = '' then i.verdict else i.marks || '
' || i.verdict end as marks,
    c.person as claimed_by, c.taken_at as claimed_at, i.gone_at, i.edited_at, i.problem, i.incident_id
from items as i
join threads as t on t.id = i.thread_id
left join claims as c on c.item_id = i.id;
