-- name: learned_phrases()
select * from learned_wholes order by template, id;

-- name: learned_of_templates(templates)
-- `templates` is a JSON array of ids.
select * from learned_wholes where template in (select value from json_each(:templates)) order by id;

-- name: learned_state()^
-- Equal only where the same phrases and votes are kept, because numbers are never given twice.
select
    (select coalesce(max(id), 0) from learned_phrases), (select count(*) from learned_phrases),
    (select count(*) from learned_phrases where gave_way_to is not null),
    (select coalesce(max(id), 0) from learned_votes), (select count(*) from learned_votes);

-- name: add_phrase(template, item_id, person, at, is_private, is_shared, text)!
insert into learned_phrases (template, item_id, person, at, is_private, is_shared, text)
values (:template, :item_id, :person, :at, :is_private, :is_shared, :text)
on conflict (template, text) do nothing;

-- name: drop_given_way(template, text)!
-- It is learned anew.
delete from learned_phrases where template = :template and text = :text and gave_way_to is not null;

-- name: vote(phrase_id, action_id, person, is_for)!
-- The phrase may have been forgotten meanwhile, or have given way.
insert into learned_votes (phrase_id, action_id, person, is_for)
select id, :action_id, :person, :is_for from learned_phrases where id = :phrase_id and gave_way_to is null
on conflict (phrase_id, action_id) do nothing;

-- name: vote_on_text(template, text, action_id, person, is_for)!
insert into learned_votes (phrase_id, action_id, person, is_for)
select id, :action_id, :person, :is_for from learned_phrases where template = :template and text = :text
on conflict (phrase_id, action_id) do nothing;

-- name: drop_settled(template)!
-- What gave way to an answer that can no longer be taken back has gone for good.
delete from learned_phrases
where
    template = :template and gave_way_to is not null
    and not exists (
        select 1 from deliveries as d
        where d.action_id = learned_phrases.gave_way_to and d.state not in ('delivered', 'undone')
    );

-- name: trim_phrases(template, action_id, keep)!
-- Whom the fewest answers stand behind gives way to what the action teaches, of equals the oldest.
update learned_phrases set gave_way_to = :action_id
where id in (
    select p.id
    from learned_phrases as p
    where p.template = :template and p.gave_way_to is null
    order by (select count(*) from learned_votes as v where v.phrase_id = p.id) desc, p.id desc
    limit 1000 offset :keep
);

-- name: keep_use(action_id, template, edit, offered)!
insert into template_uses (action_id, template, edit, offered) values (:action_id, :template, :edit, :offered);

-- name: drop_votes(action_id)!
delete from learned_votes where action_id = :action_id;

-- name: drop_use(action_id)!
delete from template_uses where action_id = :action_id;

-- name: drop_unsupported()!
delete from learned_phrases
where is_shared = 0 and not exists (select 1 from learned_votes as v where v.phrase_id = learned_phrases.id);

-- name: bring_back(action_id, keep)!
-- Where there is room: somebody else may have borne out what it gave way to.
update learned_phrases set gave_way_to = null
where
    gave_way_to = :action_id
    and (
        select count(*) from learned_phrases as o
        where o.template = learned_phrases.template and o.gave_way_to is null
    ) < :keep;

-- name: forget_phrase(id)!
delete from learned_phrases where id = :id;

-- name: figures_taken()
select template, count(*), count(case when edit = 0 then 1 end), avg(edit)
from template_uses
where template is not null
group by template;

-- name: figures_offered()
select o.value, count(*) from template_uses as u, json_each(u.offered) as o group by o.value;

-- name: free_replies(amount)
-- The newest first. What failed for good or was given up is left out.
select d.body, i.text, i.author_name, i.kind
from template_uses as u
join deliveries as d on d.action_id = u.action_id
join items as i on i.id = d.item_id
where u.template is null and d.operation in ('reply', 'message') and d.state = 'delivered'
order by u.action_id desc
limit :amount;
