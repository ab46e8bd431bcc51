-- name: add_words*!
insert into search (rowid, text, author, post, reference) values (:id, :text, :author, :post, :reference);

-- name: drop_words(id, text, author, post, reference)!
-- A contentless table forgets a row only when told exactly what stood in it.
insert into search (search, rowid, text, author, post, reference)
values ('delete', :id, :text, :author, :post, :reference);

-- name: keep_words*!
insert into search_words (word) values (:word) on conflict (word) do nothing;

-- name: spell_out(start, stop, amount)
select word from search_words where word >= :start and word < :stop order by word limit :amount;

-- name: words_of(id)^
select i.text, i.author_name, i.post from items as i where i.id = :id;

-- name: references_of(id)
select reference from cases where item_id = :id order by id;

-- name: find(expression, before_id, amount)
select rowid from search where search match :expression and rowid < :before_id order by rowid desc limit :amount;
