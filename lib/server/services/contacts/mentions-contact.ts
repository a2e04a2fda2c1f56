/**
 * SQL: whether a webhook item `w` speaks of the contact `c`. Such items (calls, for one) are kept as they came and have no
 * contact of their own, so whoever wants all that is kept of a person looks for their ids anywhere in them: for each as long as it
 * was theirs, because a number may have been somebody else's before or be so since.
 */
export const mentionsContactSql = `(w.channel_id = c.channel_id OR w.channel_id IS NULL)
  AND EXISTS (
    SELECT FROM (
      SELECT name, 'infinity'::timestamptz AS until FROM unnest(ARRAY[c.wa_id, c.user_id]) AS name WHERE name IS NOT NULL
      UNION ALL SELECT former_id, f.until FROM contact_former_ids f WHERE f.contact_id = c.id
    ) known
    WHERE w.received_at <= known.until
      AND NOT EXISTS (SELECT FROM contact_former_ids o
        WHERE o.channel_id = c.channel_id AND o.former_id = known.name AND o.contact_id <> c.id AND w.received_at <= o.until
          AND o.until < known.until)
      AND jsonb_path_exists(w.value, '$.** ? (@ == $name)', jsonb_build_object('name', known.name)))`;
