-- Triggers: why an execution began, which flows are live, what schedules have done. Additive: the version before knows nothing of it.
ALTER TABLE "executions" ADD COLUMN "started_by" JSONB;

CREATE TABLE "live_flows" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "live_flows_pkey" PRIMARY KEY ("id")
);
INSERT INTO "live_flows" DEFAULT VALUES;

-- By hand: Prisma knows no triggers and no functions. Whoever changes which versions are live, a process of the version before included,
-- says so; it commits with the change, so nobody counts what is not there yet.
CREATE FUNCTION siga_count_live_flows() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE live_flows SET revision = revision + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER live_flows_changed AFTER UPDATE OF published_version_id, archived_at OR DELETE ON "flows"
  FOR EACH STATEMENT EXECUTE FUNCTION siga_count_live_flows();

CREATE TABLE "trigger_runs" (
    "id" BIGSERIAL NOT NULL,
    "flow_id" INTEGER NOT NULL,
    "flow_version_id" INTEGER NOT NULL,
    "trigger_id" TEXT NOT NULL,
    "minute" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "reached_contact_id" BIGINT NOT NULL DEFAULT 0,
    "started" INTEGER NOT NULL DEFAULT 0,
    "skipped_window" INTEGER NOT NULL DEFAULT 0,
    "skipped_open" INTEGER NOT NULL DEFAULT 0,
    "skipped_consent" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "trigger_runs_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "trigger_runs_flow_id_trigger_id_minute_key" ON "trigger_runs"("flow_id", "trigger_id", "minute");
ALTER TABLE "trigger_runs" ADD CONSTRAINT "trigger_runs_flow_id_fkey" FOREIGN KEY ("flow_id") REFERENCES "flows"("id") ON DELETE CASCADE ON UPDATE CASCADE;
