-- name: known_items(channel, external_ids)
select external_id, id, version, text, likes, state
from items
where channel = :channel and external_id in (select value from json_each(:external_ids));

-- name: known_authors(channel, external_ids)
select external_id, id
from authors
where channel = :channel and external_id in (select value from json_each(:external_ids));

-- name: known_threads(channel, external_ids)
select external_id, id
from threads
where channel = :channel and external_id in (select value from json_each(:external_ids));

-- name: threads_of_items(channel, external_ids)
select i.external_id, t.external_id
from items as i
join threads as t on t.id = i.thread_id
where i.channel = :channel and i.external_id in (select value from json_each(:external_ids));

-- name: last_ids()^
select
    (select coalesce(max(id), 0) from items),
    (select coalesce(max(id), 0) from authors),
    (select coalesce(max(id), 0) from threads);

-- name: add_authors*!
insert into authors (id, channel, external_id, name, items) values (:id, :channel, :external_id, :name, :items);

-- name: count_authors*!
update authors set name = :name, items = items + :items where id = :id;

-- name: add_threads*!
insert into threads (id, channel, external_id) values (:id, :channel, :external_id);

-- name: add_items*!
insert into items (
    id, channel, external_id, kind, thread_id, author_id, received_at, arrived_at, rank, is_flagged, next_due_at,
    next_clock, likes, marks, parent, permalink, author_name, post, text
)
values (
    :id, :channel, :external_id, :kind, :thread_id, :author_id, :received_at, :arrived_at, :rank, :is_flagged,
    :next_due_at, :next_clock, :likes, :marks, :parent, :permalink, :author_name, :post, :text
);

-- name: add_findings*!
insert into findings (item_id, place, rule, level, start_at, end_at, clause, why, score, detail, instead)
values (:item_id, :place, :rule, :level, :start_at, :end_at, :clause, :why, :score, :detail, :instead);

-- name: drop_findings(item_id)!
delete from findings where item_id = :item_id;

-- name: keep_text(item_id, version, text, until_at)!
insert into item_texts (item_id, version, text, until_at) values (:item_id, :version, :text, :until_at);

-- name: change_text(id, text, edited_at, likes)!
update items
set text = :text, edited_at = :edited_at, likes = coalesce(:likes, likes), version = version + 1
where id = :id;

-- name: judge_again(id, rank, marks, is_flagged)!
-- What failed stays on top, whatever the new text says.
update items
set rank = case when rank = 0 then 0 else :rank end, marks = :marks, is_flagged = :is_flagged
where id = :id;

-- name: change_likes*!
update items set likes = :likes where id = :id;

-- name: mark_gone(channel, external_ids, at)
update items
set gone_at = :at, version = version + 1
where
    channel = :channel and gone_at is null
    and external_id in (select value from json_each(:external_ids))
returning id;
