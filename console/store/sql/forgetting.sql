-- name: forget_text(item_id)!
update items set text = x'' where id = :item_id;

-- name: forget_versions(item_id)!
delete from item_texts where item_id = :item_id;

-- name: forget_findings(item_id)!
delete from findings where item_id = :item_id;

-- name: forget_drafts(item_id)!
delete from drafts where item_id = :item_id;

-- name: forget_evidence(item_id)!
delete from evidence where item_id = :item_id;

-- name: forget_case_texts(item_id)!
update cases set text = x'' where item_id = :item_id;

-- name: forget_handed_over(item_id)!
-- What has not arrived yet still has to, whole.
update deliveries set body = x''
where item_id = :item_id and operation = 'hand-over' and state in ('delivered', 'undone');

-- name: forget_kept_drafts(item_id)!
update actions set details = json_remove(details, '$.draft') where item_id = :item_id;

-- name: forget_titles(item_id)!
-- What the title of an incident quotes of its first message, and the reply once there is nobody more to send it to.
update incidents
set title = x'', reply = case when ended_at is null then reply else x'' end
where item_id = :item_id;

-- name: forget_word(word)!
delete from search_words where word = :word;

-- name: forget_learned(item_id)!
delete from learned_phrases where item_id = :item_id;

-- name: forget_votes(item_id)!
-- Another item's phrase that this one's answer bore out: their words may be nearly the same.
delete from learned_votes where action_id in (select id from actions where item_id = :item_id);
