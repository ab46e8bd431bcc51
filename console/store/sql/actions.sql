-- name: action(id)^
select id, item_id, kind, person, at, reason, undo_until, undone_at from actions where id = :id;

-- name: actions(item_id)
select id, item_id, kind, person, at, reason, undo_until, undone_at
from actions
where item_id = :item_id
order by id;

-- name: last_action(item_id)^
select id, item_id, kind, person, at, reason, undo_until, undone_at
from actions
where item_id = :item_id and undone_at is null and kind not in ('claim', 'release')
order by id desc
limit 1;

-- name: answer_with_another(item_id)^
-- In a private conversation one answer answers what was written before it, too.
select a.id, a.item_id, a.kind, a.person, a.at, a.reason, a.undo_until, a.undone_at
from items as i
join items as o on o.thread_id = i.thread_id
join actions as a on a.item_id = o.id
where
    i.id = :item_id and i.kind = 'message' and a.kind = 'reply' and a.undone_at is null
    and exists (select 1 from json_each(a.details, '$.also') as e where e.value = i.id)
order by a.id desc
limit 1;

-- name: sent_back_to(person)
-- Where the person's draft was sent back and they have not written on since.
select distinct d.item_id
from drafts as d
join actions as a on a.item_id = d.item_id
where
    d.person = :person and a.kind = 'send-back' and a.at >= d.saved_at
    and json_extract(a.details, '$.sent_back_to') = d.person and json_extract(a.details, '$.draft') = d.kind
order by d.item_id;

-- name: recent_reasons(kind, person, looked_through, amount)
-- What was given as the reason for acts of a kind among the newest acts: the person's own first, then the newest.
select reason
from actions
where
    id > (select coalesce(max(id), 0) from actions) - :looked_through
    and kind = :kind and undone_at is null and reason is not null
group by reason
order by max(case when person = :person then 1 else 0 end) desc, max(id) desc
limit :amount;

-- name: add_action(id, item_id, kind, person, at, reason, details, undo_until)!
insert into actions (id, item_id, kind, person, at, reason, details, undo_until)
values (:id, :item_id, :kind, :person, :at, :reason, :details, :undo_until);

-- name: action_details(id)$
select details from actions where id = :id;

-- name: save_details(id, details)!
update actions set details = :details where id = :id;

-- name: mark_undone(id, at)!
update actions set undone_at = :at where id = :id;

-- name: keep_evidence(id, item_id, action_id, document, at)!
insert into evidence (id, item_id, action_id, document, at) values (:id, :item_id, :action_id, :document, :at);

-- name: has_evidence(id, action_id)$
select count(*) from evidence where id = :id and action_id = :action_id;

-- name: strike_number(action_id, since)$
-- The how manieth of its author's strikes that count, those since then, this removal's is; null for none.
select
    (
        select count(*) from strikes as o
        where o.author_id = s.author_id and o.withdrawn = 0 and o.at >= :since and o.id <= s.id
    )
from strikes as s
where s.action_id = :action_id and s.withdrawn = 0;

-- name: add_strike(author_id, item_id, action_id, reason, at)!
insert into strikes (author_id, item_id, action_id, reason, at)
values (:author_id, :item_id, :action_id, :reason, :at);

-- name: count_strikes(author_id, since)$
select count(*) from strikes where author_id = :author_id and withdrawn = 0 and at >= :since;

-- name: withdraw_strikes(action_id)!
update strikes set withdrawn = 1 where action_id = :action_id;

-- name: set_blocked(id, at)!
update authors set blocked_at = :at where id = :id;

-- name: notes(item_id)
select id, item_id, person, text, at from notes where item_id = :item_id order by id;

-- name: add_note(id, item_id, person, text, at)!
insert into notes (id, item_id, person, text, at) values (:id, :item_id, :person, :text, :at);

-- name: questions(item_id)
select id, item_id, asked_by, put_to, text, at, answer, answered_by, answered_at
from questions
where item_id = :item_id
order by id;

-- name: add_question(id, item_id, asked_by, put_to, text, at)!
insert into questions (id, item_id, asked_by, put_to, text, at)
values (:id, :item_id, :asked_by, :put_to, :text, :at);

-- name: answer_question(id, answer, person, at)!
update questions set answer = :answer, answered_by = :person, answered_at = :at where id = :id;

-- name: drafts(item_id)
select item_id, kind, person, text, saved_at from drafts where item_id = :item_id order by kind;

-- name: save_draft(item_id, kind, person, text, saved_at)!
insert into drafts (item_id, kind, person, text, saved_at)
values (:item_id, :kind, :person, :text, :saved_at)
on conflict (item_id, kind) do update set
    person = excluded.person, text = excluded.text, saved_at = excluded.saved_at;

-- name: drop_draft(item_id, kind)!
delete from drafts where item_id = :item_id and kind = :kind;
