-- One table for whatever is performed outside a commit and answered later; `effect` says what it is. Renamed and given a
-- column with a constant default: nothing is rewritten, the lock is held for moments. It waits for the transactions that are
-- under way, and those for it: better to fail and be started again than to hold up everybody behind a long export.
SET LOCAL lock_timeout = '10s';
ALTER TABLE "ai_calls" RENAME TO "calls";
ALTER TABLE "calls" ADD COLUMN "effect" TEXT NOT NULL DEFAULT 'complete_ai';
ALTER SEQUENCE "ai_calls_id_seq" RENAME TO "calls_id_seq";
ALTER INDEX "ai_calls_pkey" RENAME TO "calls_pkey";
ALTER INDEX "ai_calls_execution_id_token_key" RENAME TO "calls_execution_id_token_key";
ALTER INDEX "ai_calls_contact_id_idx" RENAME TO "calls_contact_id_idx";
ALTER INDEX "ai_calls_open_idx" RENAME TO "calls_open_idx";
ALTER TABLE "calls" RENAME CONSTRAINT "ai_calls_contact_id_fkey" TO "calls_contact_id_fkey";

-- For web and worker of the release before, until they are replaced: they read, write and delete through it as if it were
-- the table. To be dropped by the next release, together with the default of `effect`, which gives its rows theirs.
CREATE VIEW "ai_calls" AS
  SELECT "id", "execution_id", "contact_id", "token", "request", "status", "worker_id", "started_at", "finished_at", "result", "created_at"
  FROM "calls" WHERE "effect" = 'complete_ai';
