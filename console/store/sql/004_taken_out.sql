-- What somebody took out of an incident, which does not gather it again; and phrases that gave way to a newer one, which
-- come back when the answer that taught that one is taken back.

create table left_out (
    incident_id integer not null references incidents (id),
    item_id integer not null references items (id),
    primary key (incident_id, item_id)
);

alter table learned_phrases add column gave_way_to integer references actions (id);
create index learned_phrases_gave_way on learned_phrases (gave_way_to) where gave_way_to is not null;

drop view learned_wholes;
create view learned_wholes as
select
    p.id, p.template, p.text, p.at, p.person, p.item_id, p.is_private, p.is_shared,
    count(case when v.is_for = 1 then 1 end) as accepted,
    count(case when v.is_for = 0 then 1 end) as rejected,
    count(distinct v.person) as people
from learned_phrases as p
left join learned_votes as v on v.phrase_id = p.id
where p.gave_way_to is null
group by p.id;
