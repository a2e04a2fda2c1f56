-- By hand: Prisma knows no triggers and no functions. Entries of the audit log are never changed, and go only by retention.
CREATE FUNCTION siga_keep_audit() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Only siga_forget_audit sets it, and nothing sets it off young entries.
  IF TG_OP = 'DELETE' AND current_setting('siga.forgetting_audit', true) = 'on' AND OLD.at < now() - interval '90 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is only ever added to (%)', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION siga_keep_audit();
CREATE TRIGGER audit_log_kept_whole BEFORE TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION siga_keep_audit();

-- Retention's only way in: deletes up to 10,000 entries that are older than `days`, and returns how many. With its owner's rights, because
-- web and worker have none to delete here.
CREATE FUNCTION siga_forget_audit(days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  IF days < 90 THEN
    RAISE EXCEPTION 'the audit log is kept for 90 days at least' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM set_config('siga.forgetting_audit', 'on', true);
  DELETE FROM audit_log WHERE id IN (
    SELECT id FROM (SELECT id, at FROM audit_log ORDER BY id LIMIT 10000) oldest WHERE at < now() - make_interval(days => days));
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('siga.forgetting_audit', 'off', true);
  RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION siga_forget_audit(integer) FROM PUBLIC;
