-- What answers taught: messages as phrases for or against a template, personal data and names covered, and what became
-- of the suggestions. Votes go with the answer that gave them, phrases with the last who stands behind them.

create table learned_phrases (
    id integer primary key autoincrement,
    template text not null,
    item_id integer references items (id),
    person text not null,
    at bigint not null,
    is_private integer not null,
    is_shared integer not null,
    text blob not null,
    unique (template, text)
);
create index learned_phrases_item on learned_phrases (item_id);

create table learned_votes (
    id integer primary key autoincrement,
    phrase_id integer not null references learned_phrases (id) on delete cascade,
    action_id integer not null references actions (id),
    person text not null,
    is_for integer not null,
    unique (phrase_id, action_id)
);
create index learned_votes_action on learned_votes (action_id);

-- One row for each answer. `offered` is a JSON array of template ids, best first; `template` is null for a free reply.
create table template_uses (
    action_id integer primary key references actions (id),
    template text,
    edit real,
    offered text not null
);
create index template_uses_free on template_uses (action_id) where template is null;

create view learned_wholes as
select
    p.id, p.template, p.text, p.at, p.person, p.item_id, p.is_private, p.is_shared,
    count(case when v.is_for = 1 then 1 end) as accepted,
    count(case when v.is_for = 0 then 1 end) as rejected,
    count(distinct v.person) as people
from learned_phrases as p
left join learned_votes as v on v.phrase_id = p.id
group by p.id;
