-- What Meta answered to the last attempt of a send, secrets hidden and cut to some thousand characters.
ALTER TABLE "messages" ADD COLUMN "answer" JSONB;

-- Sessions that were signed out: looked up by id with each request, and forgotten when their cookies have expired anyway.
CREATE TABLE "ended_sessions" (
    "id" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ended_sessions_pkey" PRIMARY KEY ("id")
);

-- Only what somebody chose; the defaults are in lib/server/retention/settings.ts. No days: for good.
CREATE TABLE "retention_settings" (
    "kind" TEXT NOT NULL,
    "days" INTEGER,

    CONSTRAINT "retention_settings_pkey" PRIMARY KEY ("kind")
);

-- Neither column ever changes, so an execution that moves on still stays on its page (HOT).
CREATE INDEX "executions_started_at_id_idx" ON "executions"("started_at", "id");

-- What somebody types to find a contact may stand anywhere in a name or number. This is what the extension pg_trgm would
-- do, which not every PostgreSQL has: three characters at a time, in lower case.
CREATE FUNCTION "siga_trigrams"("text" text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT substr(l.t, i, 3) FROM (SELECT lower("text")) AS l (t), generate_series(1, length(l.t) - 2) AS i)
$$;
-- Written when a contact comes or gets another name, not with each message. What is new waits in a list that is worked in by
-- whoever fills it, so it is kept short.
CREATE INDEX "contacts_search_idx" ON "contacts" USING gin (siga_trigrams(coalesce("name", '') || ' ' || coalesce("wa_id", ''))) WITH (gin_pending_list_limit = 64);
-- Without statistics of the expression the planner would take it for rare what everybody is called.
ANALYZE "contacts";
