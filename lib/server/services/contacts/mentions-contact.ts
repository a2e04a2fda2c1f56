/**
 * SQL: whether a webhook item `w` speaks of the contact `c`. Such items (calls, for one) are kept as they came and have no
 * contact of their own, so whoever wants all that is kept of a person looks for their ids anywhere in them.
 */
export const mentionsContactSql = `(w.channel_id = c.channel_id OR w.channel_id IS NULL)
  AND EXISTS (SELECT FROM unnest(ARRAY[c.wa_id, c.user_id]) AS name WHERE name IS NOT NULL
    AND jsonb_path_exists(w.value, '$.** ? (@ == $name)', jsonb_build_object('name', name)))`;
