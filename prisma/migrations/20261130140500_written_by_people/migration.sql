-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "written_by" TEXT;

-- How many conversations failed lately: on every page of the console, and by flow.
CREATE INDEX "executions_failed_started_at_idx" ON "executions" ("started_at", "id") WHERE "status" = 'failed';

-- Lists and counts of those that ended otherwise, which would look through all executions for a status that is rare. Written once an
-- execution, when it ends.
CREATE INDEX "executions_ended_status_idx" ON "executions" ("status", "id") WHERE "status" IN ('completed', 'cancelled', 'expired');
